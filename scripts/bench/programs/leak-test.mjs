// A handler under a leak test. `clean`: milliseconds that the test adds to a healthy one; `proof`: milliseconds to the proof.
import { Channel, go } from 'taskscope';
import { check } from 'taskscope/leaktest';
import { print } from './processor.mjs';

const [what, times] = [process.argv[2], Number(process.argv[3])];

async function query(capacity) {
  const channel = new Channel(capacity);
  for (const name of ['users', 'orders', 'tags']) {
    go(async () => {
      await null;
      await channel.send(name);
    });
  }
  return [await channel.receive(), await channel.receive()];
}

async function milliseconds(test) {
  const start = performance.now();
  await test();
  return performance.now() - start;
}

const bare = () => query(3);
async function checked() {
  const done = check('clean');
  await query(3);
  await done();
}

async function proven() {
  const done = check('proof');
  await query(0);
  const start = performance.now();
  const error = await done().catch((reason) => reason);
  if (!String(error).includes('Leaked (proven)')) throw new Error(`no proof: ${error}`);
  return performance.now() - start;
}

const values = [];
for (let round = 0; round < times; round++) {
  values.push(what === 'proof' ? await proven() : -(await milliseconds(bare)) + (await milliseconds(checked)));
}
values.sort((a, b) => a - b);
print(values[Math.floor(values.length / 2)]);
