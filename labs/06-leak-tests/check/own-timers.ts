/** The timers of the handlers: how many are left, and a time in which they stand still. Imported before the handlers are. */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';

const { setTimeout: set, setInterval: repeat, clearTimeout: clear } = timers;
const made = new Set<WeakRef<NodeJS.Timeout>>();
/** When each that was due meanwhile was set last, by us, and what it would have done; null while time goes on. */
let still: Map<NodeJS.Timeout, { setAt: unknown; fire: () => void }> | null = null;

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
      // Set anew again and again, so that it can be cleared by all that clears a timer, its number too.
      timer.refresh();
      still.set(timer, { setAt: setAt(timer), fire: () => callback(...given) });
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

/** As Node keeps it. */
function setAt(timer: NodeJS.Timeout): unknown {
  return Reflect.get(timer, '_idleStart');
}

/** It would fire once more by the clock, unless its own callback sets it anew. */
function fireOnce(timer: NodeJS.Timeout, fire: () => void): void {
  Reflect.set(timer, '_idleStart', Number.NaN);
  try {
    fire();
  } finally {
    if (Number.isNaN(setAt(timer))) clear(timer);
  }
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
  still = new Map();
  return () => {
    const due = still ?? new Map();
    still = null;
    for (const [timer, was] of due) {
      // Cleared meanwhile, or set anew: then it comes by the clock, if at all.
      if (Reflect.get(timer, '_destroyed') !== true && setAt(timer) === was.setAt) fireOnce(timer, was.fire);
    }
  };
}

export const realTimeout = set;
