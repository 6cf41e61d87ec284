/** What another thread has told, as this one tells it: under places of its own, and with the thread as a label. */
import type { Group } from '../registry/groups.ts';
import type { Task } from '../registry/tasks.ts';
import { here } from './places.ts';

export function inGroup<T extends Group>(group: T, thread: string): T {
  return { ...inThread(group, thread), function: here(group.function) };
}

export function inThread<T extends Group | Task>(of: T, thread: string): T {
  const { frames, createdBy } = of;
  return labelled({ ...of, frames: frames.map(here), createdBy: createdBy === null ? null : here(createdBy) }, thread);
}

export function labelled<T extends Group | Task>(of: T, thread: string): T {
  // A label of this name that the program has given wins.
  return { ...of, labels: { thread, ...of.labels } };
}
