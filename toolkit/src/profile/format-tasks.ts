import type { Group } from '../registry/groups.ts';
import type { StackFrame } from '../registry/places.ts';
import { registry } from '../registry/registry.ts';
import type { Task } from '../registry/tasks.ts';
import { creators } from './creators.ts';
import { profileDelta } from './delta.ts';
import { printable } from './printable.ts';
import { formatLabels, formatWait, givenName, hasLabels, quoted } from './words.ts';

/** Characters of one piece: large enough for a socket, small enough that nobody notices the pause. */
const PIECE = 32_768;

/**
 * Each task in a block of its own, in the shape of Go's dump with `debug=2`: a group of leaked tasks is one block with
 * its count. The text comes in pieces, made when they are asked for, so that a million tasks need no more memory than one,
 * and the program can go on in between: see `eachTask` for what that means. Leaks that are proven meanwhile come last.
 */
export function* formatTasks(): Generator<string, void, undefined> {
  let piece = '';
  for (const block of blocks()) {
    piece += block;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** Groups, a block each. */
export function formatGroups(groups: readonly Group[]): string {
  return groups.map(formatGroup).join('');
}

function* blocks(): Generator<string, void, undefined> {
  const before = registry.leakedProfile();
  yield formatGroups(before.groups);
  const places = new Map<StackFrame, string>();
  for (const task of registry.eachTask()) yield formatTask(task, places);
  const { groups } = profileDelta(before, registry.leakedProfile(), 0);
  yield formatGroups(groups.map(({ change, ...group }) => ({ ...group, count: change })));
}

function formatTask(task: Task, places: Map<StackFrame, string>): string {
  const given = givenName(task);
  const name = given === null ? '' : `${quoted(given)} `;
  return `task ${task.id} ${name}[${formatState({ ...task, leaked: false })}]:\n${formatStack(task, places)}\n`;
}

function formatGroup(group: Group): string {
  const given = givenName(group);
  const name = given === null ? '' : ` ${quoted(given)}`;
  const tasks = group.count === 1 ? '1 task' : `${group.count} tasks`;
  const examples = group.exemplars.length === 0 ? '' : `, such as ${group.exemplars.join(', ')}`;
  return `${tasks}${name} [${formatState(group)}]${examples}:\n${formatStack(group, new Map())}\n`;
}

function formatState(task: Pick<Group, 'wait' | 'leaked' | 'ms' | 'labels'>): string {
  return hasLabels(task.labels) ? `${formatWait(task)}, labels:${formatLabels(task.labels)}` : formatWait(task);
}

/** `places` keeps the text of each: a million tasks stand at the same few. */
function formatStack(
  task: Pick<Group, 'frames' | 'createdBy' | 'creatorCalledBy'>,
  places: Map<StackFrame, string>,
): string {
  let text = '';
  for (const frame of task.frames) text += placeText(frame, places);
  for (const [word, frame] of creators(task)) text += `${word} ${placeText(frame, places)}`;
  return text;
}

function placeText(frame: StackFrame, places: Map<StackFrame, string>): string {
  const known = places.get(frame);
  if (known !== undefined) return known;
  const text = `${printable(frame.name)}\n\t${printable(frame.file)}:${frame.line}:${frame.column}\n`;
  places.set(frame, text);
  return text;
}
