/**
 * Intervals that are unref'd and still fire. Node tells only of timers that keep the process alive; one that repeats for ever
 * is left behind all the same.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';

const made = new Set<WeakRef<NodeJS.Timeout>>();

/** From now on. Has to come before the program's first line, which may keep the function that it finds. */
export function watchIntervals(): void {
  const { setInterval } = timers;
  const watched = new Proxy(setInterval, {
    apply(target, self, words): NodeJS.Timeout {
      const timer: NodeJS.Timeout = Reflect.apply(target, self, words);
      made.add(new WeakRef(timer));
      return timer;
    },
  });
  timers.setInterval = watched;
  globalThis.setInterval = watched;
  syncBuiltinESMExports();
}

export function unrefIntervals(): number {
  let count = 0;
  for (const reference of made) {
    const timer = reference.deref();
    if (timer === undefined || Reflect.get(timer, '_destroyed') === true) made.delete(reference);
    else if (!timer.hasRef()) count++;
  }
  return count;
}
