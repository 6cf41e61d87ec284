/**
 * A process of its own, which closes the inspector of another one when the command that has opened it is gone, however it went.
 * Started with a pid and its start; hears on its standard input the sockets at which that one listened before the signal, a line,
 * and at the end `done`. The end of the input without that word is the end of the command.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { closeInspector, isClosed } from './close-inspector.ts';
import { type Inspector, inspectorAt } from './find-inspector.ts';
import { DONE, isArmed, READY, socketsBefore } from './guardian-words.ts';
import { isSame } from './process-facts.ts';
import { listeningSockets } from './sockets.ts';

/** Milliseconds between two looks; and for how long, where the process is too busy to open it at once. */
const LOOK = 50;
const LATE = 600_000;
/** Milliseconds in which the process closes it, once it was told. */
const CLOSING = 2000;

const [pid = '', start = ''] = process.argv.slice(2);
const guarded = { pid: Number(pid), start };

let heard = '';
process.stdout.on('error', () => {});
process.stdin.setEncoding('utf8').on('data', (text: string) => {
  heard += text;
});
process.stdin.on('error', () => void leave());
process.stdin.on('end', () => void leave());
process.stdout.write(READY);

async function leave(): Promise<void> {
  if (isArmed(heard) && !heard.endsWith(DONE)) await guard(socketsBefore(heard));
  process.exit();
}

async function guard(before: ReadonlySet<string>): Promise<void> {
  const end = performance.now() + LATE;
  while (isSame(guarded) && performance.now() < end) {
    const inspector = await opened(before);
    if (inspector !== null) {
      await closeInspector(inspector);
      if (await isClosed(guarded, inspector, CLOSING)) return;
    }
    await wait(LOOK);
  }
}

function opened(before: ReadonlySet<string>): Promise<Inspector | null> {
  return inspectorAt(listeningSockets(guarded.pid).filter(({ inode }) => !before.has(inode)));
}
