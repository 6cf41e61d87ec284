// Live tasks that wait on whatever Node can wait on. Prints which were started, called leaked, and finished.
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { pbkdf2, subtle } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { EventEmitter, on, once } from 'node:events';
import { mkdtempSync, rmSync, watch as watchFolder, writeFileSync } from 'node:fs';
import { readFile, watch } from 'node:fs/promises';
import { Agent, createServer, get } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as immediate, setInterval as interval, setTimeout as sleep } from 'node:timers/promises';
import { aborted, promisify } from 'node:util';
import { BroadcastChannel, MessageChannel, Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { Channel, collect, select, taskCount } from 'taskscope';
import { checkTimeout } from 'taskscope/leaktest';

const PATIENCE = 800;
const [folder, other] = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'taskscope-')));
const http = createServer((request, response) => {
  response.write('first');
  onRelease(() => response.end('last'));
  if (request.url === '/late') return;
  response.flushHeaders();
});
const tcp = createTcpServer((socket) => { socket.on('error', () => {}); onRelease(() => socket.end('bye')); });
const udp = createSocket('udp4');
await Promise.all([
  new Promise((resolve) => http.listen(0, '127.0.0.1', resolve)),
  new Promise((resolve) => tcp.listen(0, '127.0.0.1', resolve)),
  new Promise((resolve) => udp.bind(0, '127.0.0.1', resolve)),
]);
const httpUrl = `http://127.0.0.1:${http.address().port}/`;
const agent = new Agent({ keepAlive: true });

/** What ends the waits that nothing else would end. */
let released = false;
const releases = [];
function onRelease(callback) { if (released) callback(); else releases.push(callback); }
function release() { released = true; for (const callback of releases.splice(0)) callback(); }

globalThis.queue = [];
globalThis.jobs = new Channel();
const bus = new EventEmitter();
const target = new EventTarget();
const controller = new AbortController();
const combined = AbortSignal.any([controller.signal, AbortSignal.timeout(60_000)]);
const resource = {};
const storage = new AsyncLocalStorage();
const { port1, port2 } = new MessageChannel();
const toAll = new BroadcastChannel('taskscope');
const hears = new BroadcastChannel('taskscope');
const worker = new Worker('const { parentPort } = require("node:worker_threads"); parentPort.once("message", () => { parentPort.postMessage("answer"); parentPort.close(); });', { eval: true });
const passed = new PassThrough();
const lines = new PassThrough();
const slow = new Writable({ highWaterMark: 1, write(chunk, encoding, done) { onRelease(done); } });
const { readable, writable } = new TransformStream();
const shared = new Int32Array(new SharedArrayBuffer(4));
const writer = writable.getWriter();
const closure = (() => { const waiting = []; onRelease(() => waiting.forEach((wake) => wake())); return () => new Promise((resolve) => { if (released) resolve(); else waiting.push(resolve); }); })();

const waits = {
  async 'timer, ref'() { await new Promise((resolve) => setTimeout(resolve, PATIENCE)); },
  async 'timer, unref'() { await new Promise((resolve) => setTimeout(resolve, PATIENCE).unref()); },
  async 'timer, promise'() { await sleep(PATIENCE); },
  async 'timer, promise, unref'() { await sleep(PATIENCE, undefined, { ref: false }); },
  async 'interval'() { let ticks = 0; for await (const _ of interval(PATIENCE / 10)) if (++ticks === 10) break; },
  async 'immediates'() { while (!released) await immediate(); },
  async 'next ticks'() { while (!released) { await new Promise((resolve) => process.nextTick(resolve)); await immediate(); } },
  async 'microtasks'() { while (!released) { await new Promise((resolve) => queueMicrotask(resolve)); await immediate(); } },
  async 'socket, data'() { const socket = connect(tcp.address().port, '127.0.0.1'); await once(socket, 'data'); socket.destroy(); },
  async 'socket, iterator'() { for await (const _ of connect(tcp.address().port, '127.0.0.1')); },
  async 'server, connection'() { const server = createTcpServer(); server.listen(0, '127.0.0.1'); await once(server, 'listening'); onRelease(() => connect(server.address().port, '127.0.0.1').unref()); const [socket] = await once(server, 'connection'); socket.destroy(); server.close(); },
  async 'server, close'() { const server = createTcpServer().listen(0, '127.0.0.1'); onRelease(() => server.close()); await once(server, 'close'); },
  async 'datagram'() { onRelease(() => { const sender = createSocket('udp4'); sender.send('x', udp.address().port, '127.0.0.1', () => sender.close()); }); await once(udp, 'message'); },
  async 'HTTP, keep-alive'() { const request = get(httpUrl, { agent }); const [response] = await once(request, 'response'); response.resume(); await once(response, 'end'); },
  async 'fetch, head'() { const response = await fetch(`${httpUrl}late`); await response.text(); },
  async 'fetch, body'() { const response = await fetch(httpUrl); await response.text(); },
  async 'fetch, reader'() { const reader = (await fetch(httpUrl)).body.getReader(); while (!(await reader.read()).done); },
  async 'stream, iterator'() { onRelease(() => passed.end('x')); for await (const _ of passed); },
  async 'stream, drain'() { slow.write('x'); await once(slow, 'drain'); },
  async 'stream, pipeline'() { const source = new PassThrough(); onRelease(() => source.end('x')); await pipeline(source, new PassThrough(), new Writable({ write(chunk, encoding, done) { done(); } })); },
  async 'stream, generator'() { await pipeline(Readable.from((async function* () { await sleep(PATIENCE); yield 'x'; })()), new Writable({ write(chunk, encoding, done) { done(); } })); },
  async 'web stream'() { const reader = readable.getReader(); onRelease(() => { writer.write('x').catch(() => {}); writer.close().catch(() => {}); }); while (!(await reader.read()).done); },
  async 'lines'() { onRelease(() => lines.end('a\nb\n')); for await (const _ of createInterface({ input: lines })); },
  async 'child process, exit'() { const child = spawn(process.execPath, ['-e', `setTimeout(() => {}, ${PATIENCE})`]); await once(child, 'exit'); },
  async 'child process, output'() { const child = spawn(process.execPath, ['-e', `setTimeout(() => console.log('x'), ${PATIENCE})`]); for await (const _ of child.stdout); },
  async 'worker, message'() { onRelease(() => worker.postMessage('question')); await once(worker, 'message'); },
  async 'worker, exit'() { await once(worker, 'exit'); },
  async 'message port'() { onRelease(() => port2.postMessage('x')); await once(port1, 'message'); port1.close(); },
  async 'broadcast channel'() { onRelease(() => toAll.postMessage('x')); await new Promise((resolve) => { hears.onmessage = resolve; }); hears.close(); toAll.close(); },
  async 'file, read'() { await readFile(process.execPath); await closure(); },
  async 'file watcher'() { const stop = new AbortController(); setTimeout(() => writeFileSync(join(folder, 'a'), ''), PATIENCE); try { for await (const _ of watch(folder, { signal: stop.signal })) stop.abort(); } catch {} },
  async 'folder watcher, event'() { const watcher = watchFolder(other); onRelease(() => writeFileSync(join(other, 'b'), '')); await once(watcher, 'change'); watcher.close(); },
  async 'signal of the system'() { onRelease(() => process.kill(process.pid, 'SIGUSR2')); await once(process, 'SIGUSR2'); },
  async 'DNS'() { await lookup('localhost'); await closure(); },
  async 'compression'() { await promisify(gzip)(Buffer.alloc(2 ** 22)); await closure(); },
  async 'key derivation'() { await promisify(pbkdf2)('a', 'b', 100_000, 64, 'sha512'); await closure(); },
  async 'web crypto'() { await subtle.digest('SHA-256', Buffer.alloc(2 ** 22)); await closure(); },
  async 'event of a global emitter'() { onRelease(() => bus.emit('go')); await once(bus, 'go'); },
  async 'events, iterator'() { onRelease(() => bus.emit('each')); for await (const _ of on(bus, 'each')) break; },
  async 'event target'() { onRelease(() => target.dispatchEvent(new Event('go'))); await new Promise((resolve) => target.addEventListener('go', resolve, { once: true })); },
  async 'abort signal'() { onRelease(() => controller.abort()); await new Promise((resolve) => controller.signal.addEventListener('abort', resolve)); },
  async 'abort signal, once'() { await once(controller.signal, 'abort'); },
  async 'abort signal, time-out'() { const signal = AbortSignal.timeout(PATIENCE); await new Promise((resolve) => signal.addEventListener('abort', resolve)); },
  async 'abort signal, any, kept'() { await new Promise((resolve) => combined.addEventListener('abort', resolve)); },
  async 'abort signal, aborted, kept'() { await aborted(controller.signal, resource); },
  async 'queue in a global'() { onRelease(() => globalThis.queue.forEach((wake) => wake())); await new Promise((resolve) => globalThis.queue.push(resolve)); },
  async 'queue in a closure'() { await closure(); },
  async 'channel in a global'() { onRelease(() => globalThis.jobs.close()); await globalThis.jobs.receive(); },
  async 'channel of a live task'() { const channel = new Channel(); const send = async () => { await closure(); await channel.send(1); }; void send(); await channel.receive(); },
  async 'select'() { await select([{ receive: globalThis.jobs }, { receive: new Channel() }]); },
  async 'async storage'() { await storage.run({}, () => closure()); },
  async 'all of several'() { await Promise.all([closure(), sleep(PATIENCE)]); },
  async 'race'() { await Promise.race([new Promise(() => {}), closure()]); },
  async 'chain of then'() { await closure().then(() => {}).then(() => closure()); },
  async 'thenable'() { await { then(resolve) { onRelease(resolve); } }; },
  async 'shared memory'() { onRelease(() => Atomics.notify(shared, 0)); await Atomics.waitAsync(shared, 0, 0).value; },
  async 'an async generator'() { for await (const _ of (async function* () { yield await closure(); })()); },
};

// However busy the machine is: what is asked is whether they finish, not when.
const done = checkTimeout('healthy', 50_000);
const started = Object.keys(waits);
const finished = [];
for (const name of started) void waits[name]().then(() => finished.push(name), (error) => finished.push(`${name}: ${error}`));
for (let round = 0; round < 4; round++) {
  await collect();
  await sleep(10);
}
const atRelease = [...finished];
const during = done.find();
release();
let failure = null;
try {
  await done();
} catch (error) {
  failure = [error, ...(error.errors ?? [])].map(({ message }) => message);
}
const leaked = during.leaked.map(({ name }) => name);
process.stdout.write(JSON.stringify({ started, leaked, atRelease, failure, finished, end: taskCount() }));
for (const each of [folder, other]) rmSync(each, { recursive: true });
process.exit();
