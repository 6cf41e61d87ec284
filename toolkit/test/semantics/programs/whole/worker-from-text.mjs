import { Worker, parentPort } from 'node:worker_threads';
async function work() { const { parentPort } = await import('node:worker_threads'); await null; parentPort.postMessage('from the worker'); }
const worker = new Worker(`(${work})()`, { eval: true });
worker.on('message', (m) => console.log(m, parentPort));
worker.on('error', (e) => console.log('error', e.message));
