/** What the guardian does once the command is gone: it closes what that one has opened. */
import { setTimeout as wait } from 'node:timers/promises';
import { closeInspector, isClosed } from './close-inspector.ts';
import { inspectorAt } from './find-inspector.ts';
import type { Heard } from './guardian-words.ts';
import { isSame, type ProcessFacts } from './process-facts.ts';
import { listeningSockets } from './sockets.ts';

type Guarded = Pick<ProcessFacts, 'pid' | 'start'>;

/** Milliseconds between two looks; and for how long, where the process is too busy to open it at once. */
const LOOK = 50;
const LATE = 600_000;
/** Milliseconds in which the process closes it, once it was told: some turns of its event loop, however slow that is. */
const CLOSING = 60_000;

/** Resolved once nothing is left to do. */
export async function guard(guarded: Guarded, { before, leaving, done }: Heard): Promise<void> {
  if (before === null || done) return;
  if (leaving !== null && (await isClosed(guarded, { inode: leaving }, CLOSING))) return;
  const end = performance.now() + LATE;
  const others = new Set(before);
  while (isSame(guarded) && performance.now() < end) {
    const inspector = await inspectorAt(listeningSockets(guarded.pid), others);
    if (inspector !== null && (await closeInspector(inspector)) && (await isClosed(guarded, inspector, CLOSING)))
      return;
    await wait(LOOK);
  }
}
