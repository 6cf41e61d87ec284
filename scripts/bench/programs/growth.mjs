// What one operation costs with so many tasks; the words say which, and how many.
import { setImmediate as turn } from 'node:timers/promises';
import { collect, go, leakedCount, settle, taskCount } from 'taskscope';
import { nanosecondsEach, print } from './processor.mjs';

const [word, what] = process.argv.slice(2);
const count = Number(word);
const COUNTS = 5_000_000;
const FURTHER = 20_000;
const held = [];

async function waits() {
  await new Promise((resolve) => held.push(resolve));
}

async function start(times) {
  for (let index = 0; index < times; index++) {
    void go(waits);
    if (index % 10_000 === 0) await turn();
  }
}

async function milliseconds(run) {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

function counts(times) {
  let sum = 0;
  for (let index = 0; index < times; index++) sum += taskCount();
  if (sum < count * times) throw new Error(`Only ${sum / times} of ${count} tasks are live.`);
}

function starts(times) {
  for (let index = 0; index < times; index++) void go(waits);
}

const measured = {
  /** Nanoseconds of one `taskCount()`. */
  count: async () => {
    await start(count);
    counts(COUNTS);
    return nanosecondsEach(COUNTS, counts);
  },
  /** Nanoseconds of one more `go()`. */
  go: async () => {
    await start(count);
    starts(FURTHER);
    return nanosecondsEach(FURTHER, starts);
  },
  /** Milliseconds until all that are leaked are proven. */
  proof: async () => {
    await start(count);
    // Nobody can resolve them any more.
    held.length = 0;
    const ms = await milliseconds(collect);
    if (leakedCount() !== count) throw new Error(`Only ${leakedCount()} of ${count} leaks were proven.`);
    return ms;
  },
  /** Milliseconds from the moment at which all may end until `settle` says that they have. */
  settle: async () => {
    const baseline = taskCount();
    await start(count);
    return milliseconds(async () => {
      for (const resolve of held) resolve();
      const { outcome } = await settle({ baseline: baseline + 1, timeout: 60_000 });
      if (outcome !== 'settled') throw new Error(`The end was \`${outcome}\`.`);
    });
  },
};
print(await measured[what]());
for (const resolve of held) resolve();
