/** The frames of one task, as numbers: from the task's own frame down to the innermost one that it awaits. */
import { callerOf, joinedChild, type Record } from './record.ts';

/** Deeper stacks are cut here, as every dump of a runaway recursion must be. */
const DEPTH_LIMIT = 256;

/** One number a frame, innermost first: the site that it waits at, or minus that of the call or the function that runs. */
export type Chain = readonly number[];

export function chainOf(task: Record): Chain {
  const chain: number[] = [];
  for (let record: Record | null = task; record !== null && chain.length < DEPTH_LIMIT; record = joinedChild(record)) {
    chain.push(placeOf(record));
  }
  return chain.reverse();
}

export function innermost(task: Record): Record {
  let record = task;
  for (let depth = 1; depth < DEPTH_LIMIT; depth++) {
    const child = joinedChild(record);
    if (child === null) break;
    record = child;
  }
  return record;
}

/** Tells whether `chain` is that of `task`, whose innermost frame is `leaf`. */
export function hasChain(task: Record, leaf: Record, chain: Chain): boolean {
  let record: Record | null = task;
  for (let index = chain.length - 1; index > 0; index--) {
    if (record === null || placeOf(record) !== chain[index]) return false;
    record = joinedChild(record);
  }
  return record === leaf && placeOf(leaf) === chain[0];
}

/** Ids of `record` and of the frames that called it, as far as they are known. */
export function callersOf(record: Record): Set<number> {
  const ids = new Set<number>();
  for (let frame: Record | null = record; frame !== null && frame.id !== 0 && !ids.has(frame.id); ) {
    ids.add(frame.id);
    frame = callerOf(frame);
  }
  return ids;
}

export function placeOf(record: Record): number {
  return record.at === 0 ? -record.site : record.at;
}
