// A service that knows nothing of taskscope: each request leaves a task behind, which a variable holds.
import { spawnSync } from 'node:child_process';
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';

const pending = [];

async function backend() {
  await new Promise((resolve) => pending.push(resolve));
}

for (let index = 0; index < 100; index++) backend();

const later = (then) => setTimeout(() => { writeSync(1, 'busy\n'); then(); }, 100);

// As in a pool that replaces its workers: one ends in every moment of being looked at.
function shortWorker() {
  const worker = new Worker(new URL('./leaking-worker.mjs', import.meta.url));
  setTimeout(() => worker.terminate(), 200 + Math.random() * 2000);
  worker.on('exit', shortWorker);
}

const WORDS = {
  cluster: async () => {
    const { default: cluster } = await import('node:cluster');
    cluster.setupPrimary({ args: [], inspectPort: 0 });
    for (let count = 0; count < 2; count++) cluster.fork().on('online', function () { output.write(`worker ${this.process.pid}\n`); });
  },
  worker: () => new Worker(new URL('./leaking-worker.mjs', import.meta.url)),
  'waiting-worker': () => new Worker(new URL('./leaking-worker.mjs', import.meta.url), { argv: ['waiting'] }),
  'short-workers': () => { for (let count = 0; count < 3; count++) shortWorker(); },
  'own-handler': () => process.on('SIGUSR1', () => process.stdout.write('heard\n')),
  busy: () => later(() => { for (;;); }),
  microtasks: () => later(async () => { for (;;) await null; }),
  'busy-debugger': () => later(() => { for (;;) debugger; }),
  blocked: () => later(() => spawnSync('sleep', ['8'])),
  waiting: () => later(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)),
  debugger: () => setInterval(() => { debugger; }, 1),
  'no-globals': () => { delete globalThis.process; globalThis.setInterval = globalThis.setImmediate = () => {}; },
  large: () => { globalThis.large = Array.from({ length: 400_000 }, (_, index) => ({ index })); },
  'three-hundred': () => {
    WORDS.large();
    globalThis.numbers = Array.from({ length: 2800 }, (_, index) => new Array(12_500).fill(index + 0.5));
  },
};

const { argv, stdout: output } = process;
// While it is paused, connections wait in the system's queue: in that of 511, which Node asks for by itself, for 2.5 s of 200 a second. Those
// that find no room try again after 1, 3, 7, 15 s, and that would be what is measured.
const QUEUE = 4096;
const where = { port: Number(process.env.OWN_PORT ?? 0), host: '127.0.0.1', backlog: QUEUE };
createServer((_request, response) => response.end('ok')).listen(where, function () {
  output.write(`port ${this.address().port}\n`);
  for (const word of argv.slice(2)) WORDS[word]();
});
