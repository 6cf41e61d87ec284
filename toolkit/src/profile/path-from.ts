/** Places as somebody reads them who works in a folder: what is below it is named from there, all else in full. */
import { dirname, sep } from 'node:path';
import type { Group } from '../registry/groups.ts';
import type { StackFrame } from '../registry/places.ts';

/** `folder`: absolute. Below the root of a disk is everything, so that nothing is named from there. */
export function pathFrom(folder: string, path: string): string {
  const start = folder + sep;
  return dirname(folder) !== folder && path.startsWith(start) ? path.slice(start.length) : path;
}

export function groupsFrom<G extends Group>(folder: string, groups: readonly G[]): G[] {
  const from = (frame: StackFrame): StackFrame => ({ ...frame, file: pathFrom(folder, frame.file) });
  return groups.map((group) => ({
    ...group,
    frames: group.frames.map(from),
    createdBy: group.createdBy && from(group.createdBy),
    creatorCalledBy: group.creatorCalledBy && from(group.creatorCalledBy),
  }));
}
