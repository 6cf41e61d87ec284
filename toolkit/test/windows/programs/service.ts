/** Leaks in its own thread and in a worker's; ends by itself, should nobody end it. */
import { isMainThread, Worker } from 'node:worker_threads';
import { accept } from './orders.ts';

await accept();
if (isMainThread) new Worker(new URL(import.meta.url));
setTimeout(() => {}, 90_000);
