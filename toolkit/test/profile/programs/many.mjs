// So many tasks, each printed, to a reader who is slower than the writer: what is in the text, and what it holds in memory.
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { formatProfile, profile, taskCount } from 'taskscope';
import { formatTasks } from 'taskscope/profile';

const COUNT = Number(process.argv[2]);
/** A collection takes its time with so many tasks: about ten looks at the memory, however long the text is. */
const LOOK_AFTER = Math.ceil(COUNT / 3000);
const held = [];
async function receive() { await new Promise((resolve) => held.push(resolve)); }
async function request() { await receive(); }
for (let index = 0; index < COUNT; index++) {
  void (index % 2 === 0 ? request() : receive());
  if (index % 10_000 === 0) await turn();
}

const [head, first] = formatProfile(profile()).split('\n');
globalThis.gc();
const start = process.memoryUsage().heapUsed;
let [bytes, pieces, blocks, most, turns] = [0, 0, 0, 0, 0];
const ticking = setInterval(() => turns++, 0);
const reader = new Writable({
  write(chunk, _encoding, done) {
    bytes += chunk.length;
    if (pieces++ % LOOK_AFTER === 0) {
      globalThis.gc();
      most = Math.max(most, process.memoryUsage().heapUsed - start);
    }
    blocks += chunk.toString('utf8').match(/^task /gm)?.length ?? 0;
    setImmediate(done);
  },
});
await pipeline(Readable.from(formatTasks(), { highWaterMark: 1 }), reader);
clearInterval(ticking);
process.stdout.write(JSON.stringify({ head, first, count: taskCount(), blocks, bytes, pieces, turns, megabytes: most / 2 ** 20 }));
