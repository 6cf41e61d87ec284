/** Which tasks a leak test passes over. */
import { EmptyIgnoreError } from '../errors.ts';
import type { Group } from '../registry/groups.ts';
import type { Labels } from '../registry/names.ts';
import type { StackFrame } from '../registry/places.ts';

/** Tasks that all of what is given here fits. */
export interface Ignore {
  /** Name of the task, or of a function on its stack. */
  name?: string;
  /** A file, or a line in it, on the stack of the task or where it was started: `src/pool.ts`, `pool.ts:31`. */
  site?: string;
  /** Labels that the task carries, among others. */
  labels?: Labels;
}

/** Throws an `EmptyIgnoreError` where an entry names nothing: it would pass over every task. */
export function ignorer(entries: readonly Ignore[]): (group: Group) => boolean {
  for (const { name, site, labels } of entries) {
    if (!name && !site && Object.keys(labels ?? {}).length === 0) throw new EmptyIgnoreError();
  }
  return (group) => entries.some((entry) => fits(entry, group));
}

function fits({ name, site, labels = {} }: Ignore, group: Group): boolean {
  const places = [...group.frames, group.function, ...(group.createdBy === null ? [] : [group.createdBy])];
  return (
    (!name || name === group.name || group.frames.some((frame) => frame.name === name)) &&
    (!site || places.some((place) => isAt(place, site))) &&
    Object.entries(labels).every(([key, value]) => group.labels[key] === value)
  );
}

/** Whether `site` is the end of the place's path, from a folder's or the file's name on, with or without its line. */
function isAt({ file, line }: StackFrame, site: string): boolean {
  const path = file.replaceAll('\\', '/');
  return [path, `${path}:${line}`].some((text) => text === site || text.endsWith(`/${site}`));
}
