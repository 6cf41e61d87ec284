/**
 * Timers and the clock as Node gave them: a test that installs fake ones must not stop what waits for its tasks.
 * Read once, at load: fake timers also change what the built-in modules export.
 */
import { performance } from 'node:perf_hooks';
import * as timers from 'node:timers';

const { setImmediate, setTimeout, clearTimeout } = timers;

/** Milliseconds since the start of the process. */
export const now = performance.now.bind(performance);

/** One turn of the event loop; V8 tells of what it has collected between turns. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Calls `callback` after `ms` milliseconds, unless the function that is returned is called before. */
export function later(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
