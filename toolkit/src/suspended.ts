import { heldInChild } from './held/read-in-child.ts';
import { registry } from './registry/registry.ts';
import type { Held } from './snapshot/held.ts';
import { workersHeld } from './threads/workers-held.ts';

export interface SuspendedOptions {
  /** Ends the process that reads; the pause is over by then. */
  signal?: AbortSignal;
}

/**
 * The largest groups of live tasks, and what keeps each of them alive: the shortest way by which V8 reaches them, in the words of
 * the program. A heap snapshot is taken for it: the program stands still meanwhile, for half a second on a small heap and for many
 * seconds on one of some hundred MB, and needs some times its memory. It is read in another process, and never written to a disk.
 * Before it, each worker thread takes one of its own heap, one after the other; which don't answer is among `notShown`.
 * Who waits for the answer is not among the tasks. Rejected with a `HeapSnapshotError` where another one is being taken, or no
 * process can be started.
 */
export async function suspended({ signal }: SuspendedOptions = {}): Promise<Held> {
  signal?.throwIfAborted();
  const callers = registry.callersOf(registry.currentRecord());
  const workers = await workersHeld();
  return heldInChild(() => registry.innermostGroups(null, callers), { signal, workers });
}
