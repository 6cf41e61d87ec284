/** What the guardian does once the command is gone: it closes what that one has opened. */
import { setTimeout as wait } from 'node:timers/promises';
import { closeInspector, isClosed } from './close-inspector.ts';
import { closeOfWorkers } from './cluster.ts';
import { letGo } from './connection.ts';
import { inspectorAt } from './find-inspector.ts';
import { isSame, type ProcessFacts } from './process-facts.ts';
import { listeningSockets } from './sockets.ts';

type Guarded = Pick<ProcessFacts, 'pid' | 'start'>;

/** Milliseconds between two looks; and for how long, where the process is too busy to open it at once. */
const LOOK = 50;
const LATE = 600_000;
/** Milliseconds in which the process closes it, once it was told: some turns of its event loop, however slow that is. */
const CLOSING = 60_000;

/**
 * `before`: the sockets at which the process listened before the signal, and its workers; `leaving`: one that closes by itself;
 * `connection`: that of the command, null where it has handed over none. Resolved once nothing is left to do.
 */
export async function guard(
  guarded: Guarded,
  before: ReadonlySet<string>,
  leaving: string | null,
  connection: unknown,
): Promise<void> {
  const end = performance.now() + LATE;
  if (connection !== null) await Promise.race([letGo(connection), wait(LATE)]);
  const others = new Set(before);
  let closed = leaving !== null && (await isClosed(guarded, { inode: leaving }, CLOSING));
  while (!closed && isSame(guarded) && performance.now() < end) {
    const inspector = await inspectorAt(listeningSockets(guarded.pid), others);
    closed =
      inspector !== null &&
      (await closeInspector(guarded.pid, inspector)) &&
      (await isClosed(guarded, inspector, CLOSING));
    if (!closed) await wait(LOOK);
  }
  while ((await closeOfWorkers(guarded.pid, before)).length > 0 && performance.now() < end) await wait(LOOK);
}
