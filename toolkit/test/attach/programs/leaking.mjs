// A service that knows nothing of taskscope: each request leaves a task behind, which a variable holds.
import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';

const pending = [];

async function backend() {
  await new Promise((resolve) => pending.push(resolve));
}

for (let index = 0; index < 100; index++) backend();
if (process.argv.includes('worker')) new Worker(new URL('./leaking-worker.mjs', import.meta.url));
if (process.argv.includes('own-handler')) process.on('SIGUSR1', () => process.stdout.write('heard\n'));
if (process.argv.includes('busy')) setTimeout(() => { for (;;); }, 200);
if (process.argv.includes('debugger')) setInterval(() => { debugger; }, 1);
if (process.argv.includes('large')) globalThis.large = Array.from({ length: 400_000 }, (_, index) => ({ index }));
createServer((_request, response) => response.end('ok')).listen(0, '127.0.0.1', function () {
  process.stdout.write(`port ${this.address().port}\n`);
});
