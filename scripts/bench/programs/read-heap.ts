// Reads a heap snapshot: with taskscope, down to what holds each suspended function, by `JSON.parse`, or with memlab, whose entry is the
// last word. Prints processor milliseconds, or, asked for `memory`, how many MB the process had at most.
import { createReadStream, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { readSnapshot, suspendedTasks } from '../../../toolkit/src/snapshot/index.ts';

const [file = '', what = '', memlab = ''] = process.argv.slice(2);

async function read(): Promise<void> {
  if (what === 'json') JSON.parse(readFileSync(file, 'utf8'));
  else if (what === 'memlab') {
    const { utils } = (await import(pathToFileURL(memlab).href)).default;
    await utils.getSnapshotFromFile(file, {});
  } else {
    const { total } = await suspendedTasks(await readSnapshot(createReadStream(file, { highWaterMark: 2 ** 20 })));
    if (total === 0) throw new Error(`\`${file}\` has no suspended function: make it with \`heap.mjs\`.`);
  }
}

// memlab tells how far it is.
const { write } = process.stdout;
process.stdout.write = () => true;
const start = process.cpuUsage();
await read();
const { user, system } = process.cpuUsage(start);
process.stdout.write = write;
const megabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.stdout.write(String(what === 'memory' ? megabytes : (user + system) / 1000));
