/**
 * Proven leaks: tasks that were still suspended when V8 collected them.
 *
 * A leak is folded into the counter of its group, and its record is given back, so that a million leaks cost what
 * their groups cost.
 */
import { liveTaskCount, release, setLostListener, unjoin } from './call-path.ts';
import { type LeakGroup, LeakGroups } from './leak-groups.ts';
import { bury } from './pool.ts';
import { callerOf, isJoined, joinedChild, type Record } from './record.ts';
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

/**
 * A proof speaks of the frames that were collected and of no other. So a task is told once all frames of its stack are lost:
 * a collection of young objects may find some of them before the others.
 */
function fold(): void {
  scheduled = false;
  for (const record of lost) {
    if (!lost.has(record)) continue;
    const task = taskOf(record);
    const frames = framesOf(task);
    if (!frames.every((frame) => lost.has(frame))) continue;
    count(task);
    for (const frame of frames.reverse()) {
      lost.delete(frame);
      release(frame);
      bury(frame);
    }
  }
}

/**
 * For after whole collections: a frame that was not found lost by now is alive, and is parted from those that are. A lost
 * one whose caller is alive is a leak of its own; one that is alive leaves the stack of its lost caller. Returns whether there
 * was any.
 */
export function part(): boolean {
  fold();
  const parted = [...lost].flatMap((record) => {
    const caller = isJoined(record) ? callerOf(record) : null;
    const child = joinedChild(record);
    return [
      ...(caller !== null && !lost.has(caller) ? [caller] : []),
      ...(child !== null && !lost.has(child) ? [record] : []),
    ];
  });
  for (const caller of parted) unjoin(caller);
  return parted.length > 0;
}

/** The frame that is nobody's awaited call, above `record`. */
function taskOf(record: Record): Record {
  let task = record;
  for (let caller = callerOf(task); isJoined(task) && caller !== null; caller = callerOf(task)) task = caller;
  return task;
}

/** Those of one task, outermost first. */
function framesOf(task: Record): Record[] {
  const frames: Record[] = [];
  for (let frame: Record | null = task; frame !== null; frame = joinedChild(frame)) frames.push(frame);
  return frames;
}

function count(task: Record): void {
  leaked++;
  groups.add(task);
  scopeById(task.more.scope)?.leaks.add(task);
}
