/**
 * Proven leaks: tasks that were still suspended when V8 collected them.
 *
 * A leak is folded into the counter of its group, and its record is given back, so that a million leaks cost what
 * their groups cost. The number of groups is bounded; what exceeds it is counted in one group, `other`.
 */
import { type Chain, chainOf, innermost } from './chain.ts';
import { bury, liveTaskCount, release, setLostListener } from './frames.ts';
import { taskNames } from './names.ts';
import type { Record } from './record.ts';

const GROUP_LIMIT = 1000;
const EXEMPLAR_LIMIT = 8;
const OTHER = taskNames.number('other', 'other');

export interface LeakGroup {
  count: number;
  /** In the group `other` that of no place. */
  chain: Chain;
  wait: number;
  labels: number;
  name: number;
  /** Site of the function of the task itself. */
  site: number;
  parentSite: number;
  /** Ids of the first ones, to tell tasks apart in a dump. */
  exemplars: number[];
}

const groups = new Map<string, LeakGroup>();
/** Frames that were collected, and not folded yet. */
const lost = new Set<Record>();
let leaked = 0;
let scheduled = false;

setLostListener((record) => {
  lost.add(record);
  if (scheduled) return;
  scheduled = true;
  // V8 runs the callbacks of one collection in a row; the fold has to see all frames of a task at once.
  queueMicrotask(fold);
});

/** Tasks started and not finished. It never falls by a collection: a leaked task never finishes. */
export function taskCount(): number {
  return liveTaskCount() + leaked;
}

/** Of these, the tasks that are proven to be leaked. */
export function leakedCount(): number {
  fold();
  return leaked;
}

export function leakGroups(): Iterable<LeakGroup> {
  fold();
  return groups.values();
}

function fold(): void {
  scheduled = false;
  if (lost.size === 0) return;
  const roots = [...lost].filter((record) => record.joined === 0);
  for (const task of roots) count(task);
  for (const record of [...lost].reverse()) {
    // A lost frame whose caller still lives stays until the caller goes on, or is lost as well: it keeps the caller's stack.
    if (!lost.has(record) || !ofLostTask(record)) continue;
    lost.delete(record);
    release(record);
    bury(record);
  }
}

function ofLostTask(record: Record): boolean {
  let frame = record;
  while (frame.joined === 1) {
    if (frame.parent.id !== frame.parentId) return true;
    frame = frame.parent;
    if (!lost.has(frame) && frame.id !== 0) return false;
  }
  return true;
}

function count(task: Record): void {
  const chain = chainOf(task);
  const { wait } = innermost(task);
  const key = `${chain.join()}|${wait}|${task.labels}|${task.name}|${task.parentSite}`;
  leaked++;
  const known = groups.get(key) ?? (groups.size >= GROUP_LIMIT ? groups.get('other') : undefined);
  if (known !== undefined) {
    known.count++;
    if (known.exemplars.length < EXEMPLAR_LIMIT) known.exemplars.push(task.id);
    return;
  }
  const other = groups.size >= GROUP_LIMIT;
  groups.set(other ? 'other' : key, {
    count: 1,
    chain: other ? [0] : chain,
    wait: other ? 0 : wait,
    labels: other ? 0 : task.labels,
    name: other ? OTHER : task.name,
    site: other ? 0 : task.site,
    parentSite: other ? 0 : task.parentSite,
    exemplars: [task.id],
  });
}
