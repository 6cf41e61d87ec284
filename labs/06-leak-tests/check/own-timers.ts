/** The timers of the handlers: how many are left, and a time in which they stand still. Imported before the handlers are. */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';

const { setTimeout: set, setInterval: repeat, clearTimeout: clear } = timers;
const made = new Set<WeakRef<NodeJS.Timeout>>();
let still: (() => void)[] | null = null;

/** Milliseconds. Who puts something off for less than that does not wait. */
const SHORT = 20;

globalThis.setTimeout = timers.setTimeout = new Proxy(set, {
  apply(
    target,
    self,
    [callback, ms, ...words]: [(...words: unknown[]) => void, number?, ...unknown[]],
  ): NodeJS.Timeout {
    const late = (...given: unknown[]): void => {
      if (still === null || !(ms !== undefined && ms > SHORT)) return callback(...given);
      const then = { ...timer };
      still.push(() => {
        // Cleared meanwhile, or set anew: then it comes by the clock, if at all.
        if (isAlike(then, timer)) callback(...given);
      });
    };
    const timer = noted(Reflect.apply(target, self, [late, ms, ...words]));
    return timer;
  },
});
globalThis.setInterval = timers.setInterval = new Proxy(repeat, {
  apply: (target, self, words) => noted(Reflect.apply(target, self, words)),
});
promises.setTimeout = <T = void>(
  ms?: number,
  value?: T,
  { signal, ref = true }: timers.TimerOptions = {},
): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clear(timer);
      reject(Object.assign(new Error('The operation was aborted'), { name: 'AbortError', code: 'ABORT_ERR' }));
    };
    // As in Node: who gives no value gets none.
    const timer = globalThis.setTimeout(() => resolve(value as T), ms);
    if (!ref) timer.unref();
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
syncBuiltinESMExports();

/** By what Node keeps in a timer: its callback, which goes when it is cleared, and when it was set. */
function isAlike(then: object, now: object): boolean {
  return ['_onTimeout', '_idleStart'].every((key) => Reflect.get(then, key) === Reflect.get(now, key));
}

function noted(timer: NodeJS.Timeout): NodeJS.Timeout {
  made.add(new WeakRef(timer));
  return timer;
}

/** Those that will still fire. */
export function pendingTimers(): number {
  let count = 0;
  for (const reference of made) {
    const timer = reference.deref();
    if (timer === undefined || Reflect.get(timer, '_destroyed') === true) made.delete(reference);
    else count++;
  }
  return count;
}

/** Until the function that is returned is called, no timer fires that is more than a short delay. */
export function standStill(): () => void {
  still = [];
  return () => {
    const due = still ?? [];
    still = null;
    for (const fire of due) fire();
  };
}

export const realTimeout = set;
