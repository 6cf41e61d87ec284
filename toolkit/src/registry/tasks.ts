/** Reading the registry, task by task. Nothing is kept or forced. */

import { beganAfter, lastId } from './call-path.ts';
import { chainOf, innermost } from './chain.ts';
import { elapsed } from './clock.ts';
import { type Labels, labelsOf, taskNames, type WaitReason, waitReason } from './names.ts';
import { type StackFrame, stackFrame } from './places.ts';
import { allRecords } from './pool.ts';
import { isJoined, isParked, isSuspended, type Record, waitOf } from './record.ts';
import { siteOf } from './sites.ts';

/** One live task. */
export interface Task {
  id: number;
  /** The name given to `go()`, else the name of its function. */
  name: string;
  /** Innermost first: the frame that waits, then the frames that await it, up to the task's own. */
  frames: StackFrame[];
  /** The call that started it, in the async function that made the call; null where a timer, a plain callback or the top level of a module did. */
  createdBy: StackFrame | null;
  /** The call that started that function, or null as above. */
  creatorCalledBy: StackFrame | null;
  wait: WaitReason | 'running';
  /** Milliseconds since the innermost frame was suspended; 0 while it runs. */
  ms: number;
  labels: Labels;
}

/** All live tasks, oldest first; leaked ones are only counted, see `profile()`. */
export function tasks(): Task[] {
  return [...eachTask()].sort((a, b) => a.id - b.id);
}

/**
 * The live tasks one by one, in no order, with no copy of them made: the program may go on between two of them. Each task
 * that lives from the first to the last is among them once; one that ends meanwhile may be; none that begins meanwhile is.
 */
export function* eachTask(): Generator<Task, void, undefined> {
  const records = allRecords();
  const { length } = records;
  const sequence = lastId();
  for (let index = 0; index < length; index++) {
    const record = records[index];
    if (record !== undefined && isLiveTask(record) && !beganAfter(record, sequence)) yield describe(record);
  }
}

export function isLiveTask(record: Record): boolean {
  return record.id !== 0 && !isJoined(record) && !isParked(record);
}

/** The name given to a task, else that of its function. */
export function nameOf(name: number, site: number): string {
  return taskNames.value(name) || siteOf(site).name;
}

export function waitReasonOf(leaf: Record): WaitReason | 'running' {
  return isSuspended(leaf) ? waitReason(waitOf(leaf)) : 'running';
}

/** Milliseconds since the frame was suspended at `since`; 0 while it runs. */
export function waitedSince(leaf: Record, since: number): number {
  return isSuspended(leaf) ? elapsed(since) : 0;
}

/** Null where nobody knows: a timer, a plain callback. */
export function creator(call: number): StackFrame | null {
  return call === 0 ? null : stackFrame(call);
}

function describe(record: Record): Task {
  const leaf = innermost(record);
  return {
    id: record.id,
    name: nameOf(record.more.name, record.site),
    frames: chainOf(record).map(stackFrame),
    createdBy: creator(record.createdAt),
    creatorCalledBy: creator(record.creatorAt),
    wait: waitReasonOf(leaf),
    ms: waitedSince(leaf, leaf.since),
    labels: labelsOf(record.more.labels),
  };
}
