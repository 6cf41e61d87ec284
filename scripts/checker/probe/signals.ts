/** Listeners on signals that live on: what is told to each of them was never taken back. */
import { getEventListeners } from 'node:events';
import { isTimeoutSignal } from './timers.ts';

const listenedTo = new Set<WeakRef<AbortSignal>>();
const known = new WeakSet<AbortSignal>();

/** From now on. Has to come before the program's first line. */
export function watchSignals(): void {
  const { addEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = new Proxy(addEventListener, {
    apply(target, self, words): unknown {
      if (self instanceof AbortSignal && !known.has(self)) {
        known.add(self);
        listenedTo.add(new WeakRef(self));
      }
      return Reflect.apply(target, self, words);
    },
  });
}

/** Of a signal that nobody refers to any more, it counts them until it was collected. */
export function signalListeners(): number {
  let count = 0;
  for (const reference of listenedTo) {
    const signal = reference.deref();
    if (signal === undefined) listenedTo.delete(reference);
    else if (!signal.aborted && !isTimeoutSignal(signal)) count += getEventListeners(signal, 'abort').length;
  }
  return count;
}
