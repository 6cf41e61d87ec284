// What a suspended frame holds, all told; bytes.
import { setImmediate as turn } from 'node:timers/promises';
import { print } from './processor.mjs';

const held = [];
async function waits() {
  await new Promise((resolve) => held.push(resolve));
}

async function settledHeap() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}

const count = Number(process.argv[2]);
// Room for the resolvers is no part of a frame.
held.length = count;
held.length = 0;
const before = await settledHeap();
for (let index = 0; index < count; index++) void waits();
print(((await settledHeap()) - before) / count);
for (const resolve of held) resolve();
