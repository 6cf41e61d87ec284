// So many async functions that wait for receivers, and a heap snapshot of them in a file; prints its size in MB.
import { statSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';

class Channel {
  sent = [];
  send(value) {
    return new Promise((resolve) => this.sent.push({ value, resolve }));
  }
}

const channels = [];
globalThis.channels = channels;
async function send(channel, number) {
  await channel.send({ number, text: 'answer' });
}

const [count, file] = process.argv.slice(2);
for (let number = 0; number < Number(count); number++) {
  if (number % 2 === 0) channels.push(new Channel());
  send(channels.at(-1), number);
}
await turn();
writeHeapSnapshot(file);
process.stdout.write(String(statSync(file).size / 1e6));
