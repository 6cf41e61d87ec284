// A program with an agent and two worker threads; it ends one of them when it is told so.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { listen } from 'taskscope/agent';

const listening = await listen(JSON.parse(process.argv[2] ?? '{}'));
const code = 'require("node:worker_threads").parentPort.on("message", () => {})';
const workers = [0, 1].map(() => new Worker(code, { eval: true }));
await Promise.all(workers.map((worker) => once(worker, 'online')));
console.log(JSON.stringify(listening));
process.stdin.once('data', async () => {
  await workers[0].terminate();
  console.log('ended');
});
process.stdin.once('end', () => process.exit());
