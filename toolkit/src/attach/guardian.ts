/**
 * A process of its own, which closes the inspector of another one when the command that has opened it is gone, however it went.
 * Started with a pid and its start; hears on its standard input the sockets at which that one listened before the signal, a line,
 * and at the end whether anything is left to do. The end of the input without a word is the end of the command. Beside it, it is handed
 * the connection of the command.
 */
import { createServer } from 'node:net';
import { ANOTHER, READY, understand } from './guardian-words.ts';
import { lockName } from './lock.ts';
import { readFacts } from './process-facts.ts';

const [pid = '', start = ''] = process.argv.slice(2);
const guarded = { pid: Number(pid), start };

let heard = '';
let connection: unknown = null;
process.stdout.on('error', () => {});
process.stdin.setEncoding('utf8').on('data', (text: string) => {
  heard += text;
});
process.on('message', (_word, handle) => {
  connection = handle;
});
/** All that was handed over is here by then. */
const isHanded = new Promise((resolve) => process.once('disconnect', resolve));
process.stdin.on('error', () => void leave());
process.stdin.on('end', () => void leave());
createServer()
  .on('error', () => process.stdout.write(ANOTHER))
  .listen(lockName({ innerPid: readFacts(guarded.pid)?.innerPid ?? 0, start }), () => process.stdout.write(READY));

// It is awake before it has loaded what it needs at the end: for this the signal waits, and not for that.
const loaded = import('./guard.ts');

async function leave(): Promise<void> {
  const { before, leaving, done } = understand(heard);
  if (before !== null && !done) {
    const { guard } = await loaded;
    await isHanded;
    await guard(guarded, before, leaving, connection);
  }
  process.exit();
}
