/** The heap of a worker thread: it has snapshots of its own. */
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const jobs = [];
async function take() {
  await new Promise((resolve) => jobs.push(resolve)); // suspended 4 take: variable jobs
}
async function hear() {
  await once(parentPort, 'message'); // suspended 1 hear: MessagePort
}

if (isMainThread) {
  new Worker(new URL(import.meta.url)).once('exit', () => process.exit());
} else {
  for (let count = 0; count < 4; count++) take();
  hear();
  setImmediate(() => process.emit('ready'));
}
