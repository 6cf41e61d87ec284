/** Tasks that are held in known ways: each has the word of its holder in its own line. It has an agent, and says its pid. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Channel, go } from 'taskscope';
import { listen } from 'taskscope/agent';

class Hub {
  watchers = [];
}
const hubs = new Map();
const keep = [];

async function watch(name) {
  const hub = hubs.get(name) ?? new Hub();
  hubs.set(name, hub);
  // Two awaits: no snapshot says by itself at which of them it is.
  if (name === '') await null;
  await new Promise((resolve) => hub.watchers.push(resolve)); // held 5 watch: variable hubs
}

async function outer(name) {
  const found = await watch(name);
  return found;
}
for (let count = 0; count < 5; count++) outer(`hub ${count}`);

/** It has returned, and its frame waits on. */
async function passOn() {
  return new Promise((resolve) => keep.push(resolve)); // held 2 passOn: variable keep
}
passOn();
passOn();

const jobs = new Channel();
async function work() {
  for await (const job of jobs) if (job === null) break; // held 3 work: variable jobs: Channel
}
for (let count = 0; count < 3; count++) go(work, { name: 'worker' });

const stop = new AbortController();
async function pause() {
  await sleep(3_600_000, undefined, { signal: stop.signal }); // held 1 pause: Timeout of 3600000 ms
}
pause();

process.stdout.write(`${JSON.stringify(await listen(JSON.parse(process.argv[2] ?? '{}')))}\n`);
process.stdin.resume().on('end', () => process.exit());
