// Tests that run at the same time, and start tasks in every kind of callback. Prints what each is blamed for.
import { EventEmitter } from 'node:events';
import { createServer, get } from 'node:http';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'light-my-request';
import { Channel, go } from 'taskscope';
import { check } from 'taskscope/leaktest';

/** Each calls `start` in a callback of its own kind, and is over once it has. */
const contexts = {
  'at once': (start) => start(),
  'after an await': async (start) => { await null; start(); },
  'after a sleep': async (start) => { await sleep(5); start(); },
  'timer': (start) => new Promise((resolve) => setTimeout(() => resolve(start()), 5)),
  'timer, unref': (start) => new Promise((resolve) => setTimeout(() => resolve(start()), 5).unref()),
  'immediate': (start) => new Promise((resolve) => setImmediate(() => resolve(start()))),
  'next tick': (start) => new Promise((resolve) => process.nextTick(() => resolve(start()))),
  'microtask': (start) => new Promise((resolve) => queueMicrotask(() => resolve(start()))),
  'then': (start) => Promise.resolve().then(start),
  'emitter': (start) => { const emitter = new EventEmitter(); emitter.on('x', start); emitter.emit('x'); },
  'stream': (start) => new Promise((resolve) => { const stream = new PassThrough(); stream.once('data', () => resolve(start())); stream.end('x'); }),
  'handler': async (start) => { await inject((request, response) => { start(); response.end(); }, '/'); },
  'server': async (start) => {
    const server = createServer((request, response) => { start(); response.end(); });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    await new Promise((resolve) => get({ port: server.address().port, host: '127.0.0.1', agent: false }, (response) => response.resume().once('end', resolve)));
    server.close();
  },
};

async function leaks(context) { await new Channel().send(context); }
async function ends() { await sleep(20); }

async function runTest(name, task) {
  const done = check(name);
  for (const [context, run] of Object.entries(contexts)) await run(() => { void go(() => task(context), { name: `${name}: ${context}` }); });
  try {
    await done();
    return [];
  } catch (error) {
    return (error.errors ?? [error]).map(({ message }) => /`(.*?)`/.exec(message)[1]);
  }
}

const [one, clean, other] = await Promise.all([runTest('one', leaks), runTest('clean', ends), runTest('other', leaks)]);
process.stdout.write(JSON.stringify({ contexts: Object.keys(contexts), one, clean, other }));
