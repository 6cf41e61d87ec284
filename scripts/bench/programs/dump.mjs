// What a dump of so many live tasks costs: the word says which number is printed.
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { formatProfile, profile, taskCount } from 'taskscope';
import { formatTasks } from 'taskscope/profile';
import { print } from './processor.mjs';

const ROUNDS = 15;
/** Milliseconds: the system counts a thread's processor time in ticks, of which a measurement has to have many. */
const ENOUGH = 50;
const [word, what] = process.argv.slice(2);
const count = Number(word);
const held = [];

async function receive() {
  await new Promise((resolve) => held.push(resolve));
}

async function request() {
  await receive();
}

function text() {
  return formatProfile(profile()).length;
}

/** Hands the loop back after each piece, as a socket does, and tells of it. */
function sink(written) {
  return new Writable({
    write(chunk, _encoding, done) {
      written(chunk);
      setImmediate(done);
    },
  });
}

function stream(written) {
  return pipeline(Readable.from(formatTasks(), { highWaterMark: 1 }), sink(written));
}

/** Processor time of this thread, in which the program stands still: what others do on the machine is no part of it. */
function pauseSince(start) {
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

async function milliseconds(run) {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

const measured = {
  /** Milliseconds: grouped and printed for the first time in the process. */
  first: () => {
    const start = process.threadCpuUsage();
    text();
    return pauseSince(start);
  },
  /** Milliseconds: grouped and printed, once that is compiled. */
  text: () => {
    for (let round = 0; round < ROUNDS; round++) text();
    const start = process.threadCpuUsage();
    for (let rounds = 1; ; rounds++) {
      text();
      const spent = pauseSince(start);
      if (rounds >= ROUNDS && spent >= ENOUGH) return spent / rounds;
    }
  },
  /** Milliseconds: each task in a block, streamed; for the second time. */
  tasks: async () => {
    await stream(() => {});
    return milliseconds(() => stream(() => {}));
  },
  /** Milliseconds: the longest time, meanwhile, in which the program could not go on. */
  pause: async () => {
    await stream(() => {});
    let [longest, over] = [0, false];
    const watch = async () => {
      for (let last = performance.now(); !over; ) {
        await turn();
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }
    };
    await Promise.all([
      watch(),
      stream(() => {}).finally(() => {
        over = true;
      }),
    ]);
    return longest;
  },
  /** Megabytes that are held on the heap, at most, while the text is streamed. */
  memory: async () => {
    globalThis.gc();
    const start = process.memoryUsage().heapUsed;
    let [pieces, most] = [0, 0];
    await stream(() => {
      if (pieces++ % 500 !== 0) return;
      globalThis.gc();
      most = Math.max(most, process.memoryUsage().heapUsed - start);
    });
    return most / 2 ** 20;
  },
};

for (let index = 0; index < count; index++) {
  void (index % 2 === 0 ? request() : receive());
  if (index % 10_000 === 0) await turn();
}
if (taskCount() < count) throw new Error(`Only ${taskCount()} of ${count} tasks are live.`);
print(await measured[what]());
for (const resolve of held) resolve();
