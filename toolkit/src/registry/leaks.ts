/**
 * Proven leaks: tasks that were still suspended when V8 collected them.
 *
 * A leak is folded into the counter of its group, and its record is given back, so that a million leaks cost what
 * their groups cost.
 */
import { bury, liveTaskCount, release, setLostListener } from './frames.ts';
import { type LeakGroup, LeakGroups } from './leak-groups.ts';
import type { Record } from './record.ts';
import { type Scope, scopeById } from './scopes.ts';

const groups = new LeakGroups();
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

/** Of all tasks, or of those that were started in this scope. */
export function leakGroups(scope?: Scope): Iterable<LeakGroup> {
  fold();
  return (scope?.leaks ?? groups).values();
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
  leaked++;
  groups.add(task);
  scopeById(task.scope)?.leaks.add(task);
}
