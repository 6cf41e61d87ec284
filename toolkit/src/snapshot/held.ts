/** What keeps live tasks alive, as plain values: the JSON form is the same. */
import type { Group, InnermostGroup } from '../registry/groups.ts';
import type { Holder } from './suspended.ts';

/** Live tasks with one stack, and what holds them. */
export interface HeldGroup extends Group {
  /** By which ways, largest first; no more than three. */
  heldBy: Holder[];
  /** How many of the tasks nothing held any more: they can never finish, and V8 has collected them for the snapshot. */
  lost: number;
}

export interface Held {
  /** Live tasks of all threads, with those of the groups that are not shown. */
  total: number;
  /** Largest first; no more than twenty of each thread. */
  groups: HeldGroup[];
  /** Sentences: what was left out, and where it is to be had. */
  notShown: string[];
}

/** What holds the tasks of the worker threads, as each has read it in a heap of its own. */
export interface WorkersHeld {
  total: number;
  groups: readonly HeldGroup[];
  /** Sentences: of whom nothing is known, and what was left out. */
  notShown: readonly string[];
}

/** What goes before a heap snapshot of the same moment, as one line of JSON: an agent answers so, and a child process is told so. */
export interface HeldHead {
  total: number;
  /** Largest first. */
  groups: readonly InnermostGroup[];
  notShown: readonly string[];
  workers: WorkersHeld;
  /** Why there is no snapshot, as a sentence; then nothing follows. */
  refused: string | null;
}
