/**
 * A process of its own, which closes the inspector of another one when the command that has opened it is gone, however it went.
 * Started with a pid and its start; hears on its standard input the sockets at which that one listened before the signal, a line,
 * and at the end whether anything is left to do. The end of the input without a word is the end of the command.
 */
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { closeInspector, isClosed } from './close-inspector.ts';
import { inspectorAt } from './find-inspector.ts';
import { ANOTHER, READY, understand } from './guardian-words.ts';
import { lockName } from './lock.ts';
import { isSame, readFacts } from './process-facts.ts';
import { listeningSockets } from './sockets.ts';

/** Milliseconds between two looks; and for how long, where the process is too busy to open it at once. */
const LOOK = 50;
const LATE = 600_000;
/** Milliseconds in which the process closes it, once it was told: some turns of its event loop, however slow that is. */
const CLOSING = 60_000;

const [pid = '', start = ''] = process.argv.slice(2);
const guarded = { pid: Number(pid), start };

let heard = '';
process.stdout.on('error', () => {});
process.stdin.setEncoding('utf8').on('data', (text: string) => {
  heard += text;
});
process.stdin.on('error', () => void leave());
process.stdin.on('end', () => void leave());
createServer()
  .on('error', () => process.stdout.write(ANOTHER))
  .listen(lockName({ innerPid: readFacts(guarded.pid)?.innerPid ?? 0, start }), () => process.stdout.write(READY));

async function leave(): Promise<void> {
  const { before, leaving, done } = understand(heard);
  if (before !== null && !done && !(await closesByItself(leaving))) await guard(before);
  process.exit();
}

async function closesByItself(inode: string | null): Promise<boolean> {
  return inode !== null && (await isClosed(guarded, { inode }, CLOSING));
}

async function guard(before: ReadonlySet<string>): Promise<void> {
  const end = performance.now() + LATE;
  const others = new Set(before);
  while (isSame(guarded) && performance.now() < end) {
    const inspector = await inspectorAt(listeningSockets(guarded.pid), others);
    if (inspector !== null && (await closeInspector(inspector)) && (await isClosed(guarded, inspector, CLOSING)))
      return;
    await wait(LOOK);
  }
}
