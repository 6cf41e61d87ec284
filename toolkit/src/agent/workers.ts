/** Counts the worker threads of this process: Node tells of each that is started, and of none that was before. */
import type { Worker } from 'node:worker_threads';

let running = 0;
let counting = false;

export function countWorkers(): void {
  if (counting) return;
  counting = true;
  process.on('worker', (worker: Worker) => {
    running++;
    worker.once('exit', () => running--);
  });
}

export function workerCount(): number {
  return running;
}
