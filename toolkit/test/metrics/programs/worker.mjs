import { parentPort } from 'node:worker_threads';
import { collect } from 'taskscope';

const kept = [];

async function inWorker() {
  await new Promise((resolve) => kept.push(resolve));
}

async function lostInWorker() {
  await new Promise(() => {});
}

void inWorker();
void lostInWorker();
await collect();
parentPort.on('message', () => {});
parentPort.postMessage('ready');
