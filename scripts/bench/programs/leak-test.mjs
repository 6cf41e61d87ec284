// A handler under a leak test. `clean`: milliseconds that the test adds to a healthy one; `proof`: milliseconds to the proof;
// `patience`: how often a slow and healthy one is reported.
import { setTimeout as sleep } from 'node:timers/promises';
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

/** Answers at once, and works on. */
async function purchase(ref) {
  go(() => sleep(800, undefined, { ref }));
}

/** 1 where the test reports what is none, 0 where it passes. */
async function reports(ref) {
  // A check reaches whoever called its test until the first `await`: none of them is to be called in another's.
  await null;
  const done = check('patience');
  await purchase(ref);
  return done().then(
    () => 0,
    () => 1,
  );
}

async function inTurn(sample) {
  const values = [];
  for (let round = 0; round < times; round++) values.push(await sample());
  values.sort((a, b) => a - b);
  return values[Math.floor(values.length / 2)];
}

const measured = {
  clean: () => inTurn(async () => -(await milliseconds(bare)) + (await milliseconds(checked))),
  proof: () => inTurn(proven),
  // All at the same time, for they take their time.
  patience: async () => {
    const found = await Promise.all(Array.from({ length: times }, (_, index) => reports(index % 2 === 0)));
    return found.reduce((sum, each) => sum + each, 0);
  },
};
print(await measured[what]());
