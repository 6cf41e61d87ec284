import type { OperationOptions } from './channel.ts';
import { AbortError, NotLockedError } from './errors.ts';
import type { Mutex } from './mutex.ts';
import { registry } from './registry/registry.ts';
import { WaitQueue } from './wait-queue.ts';

const CONDITION = registry.waitNumber('condition');
const LOCK = registry.waitNumber('mutex lock');

/**
 * Where tasks that hold a mutex wait for something to change that the mutex guards. Who is woken looks again, since others
 * may have been faster: `while (queue.length === 0) await condition.wait()`.
 */
export class Condition {
  readonly mutex: Mutex;
  readonly #waiters = new WaitQueue<void, undefined>();

  constructor(mutex: Mutex) {
    this.mutex = mutex;
  }

  /**
   * Unlocks the mutex, waits to be woken, and locks it again; also before it is rejected with an `AbortError`. Rejected with
   * a `NotLockedError` where nobody holds the mutex.
   */
  wait({ signal }: OperationOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(new AbortError('wait', signal.reason));
    if (!this.mutex.locked) return Promise.reject(new NotLockedError());
    const woken = this.#waiters.wait('wait', undefined, signal, () => {});
    this.mutex.unlock();
    const waiter = new registry.Waiter();
    const promise = woken.finally(() => {
      registry.changeWait(waiter, LOCK);
      return this.mutex.lock();
    });
    registry.noteWait(promise, CONDITION, waiter);
    return promise;
  }

  /** Wakes the one that has waited longest, if any. */
  signal(): void {
    this.#waiters.shift()?.resolve();
  }

  /** Wakes all that wait. */
  broadcast(): void {
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift()) waiter.resolve();
  }
}
