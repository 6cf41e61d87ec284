/** Who started a task, as all forms tell it. */
import type { Group } from '../registry/groups.ts';
import type { StackFrame } from '../registry/places.ts';

/** The call that started it, and the call of the function that made that one; as far as they are known. */
export function creators({
  createdBy,
  creatorCalledBy,
}: Pick<Group, 'createdBy' | 'creatorCalledBy'>): [word: string, place: StackFrame][] {
  if (createdBy === null) return [];
  if (creatorCalledBy === null) return [['created by', createdBy]];
  return [
    ['created by', createdBy],
    ['called by', creatorCalledBy],
  ];
}
