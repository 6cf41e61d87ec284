/**
 * A coarse clock: reading it costs a memory load, and it stands still while nothing is suspended,
 * so that an idle program is never woken by it.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers';

/** Milliseconds of one tick; an integer of ticks stays a small integer for more than a year. */
const TICK = 16;

let now = 0;
let armed = false;
let touched = false;
let listener = (): void => {};

// One timer, made here and only refreshed later: a timer made inside a request would keep its async context alive.
const timer = setTimeout(() => {
  listener();
  now = exact();
  armed = touched;
  touched = false;
  if (armed) timer.refresh();
}, TICK);
timer.unref();

/** Called at each tick, as long as the clock goes. */
export function onTick(called: () => void): void {
  listener = called;
}

/** The current tick, at most one tick old. */
export function tick(): number {
  touched = true;
  if (!armed) {
    armed = true;
    now = exact();
    timer.refresh();
  }
  return now;
}

/** Milliseconds from `since` (a tick) until now. */
export function elapsed(since: number): number {
  return Math.max(0, Math.round(performance.now() - since * TICK));
}

function exact(): number {
  return Math.floor(performance.now() / TICK);
}
