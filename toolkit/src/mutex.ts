import type { OperationOptions } from './channel.ts';
import { AbortError, NotLockedError } from './errors.ts';
import { registry } from './registry/registry.ts';
import { WaitQueue } from './wait-queue.ts';

const AWAIT = registry.waitNumber('await');
const LOCK = registry.waitNumber('mutex lock');

/** A lock that one task holds at a time; the others wait for it, first come first served. */
export class Mutex {
  readonly #waiters = new WaitQueue<void, undefined>();
  #locked = false;

  get locked(): boolean {
    return this.#locked;
  }

  /** Resolves once the lock is the caller's, who has to `unlock()` it. */
  lock({ signal }: OperationOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(new AbortError('lock', signal.reason));
    if (this.tryLock()) return Promise.resolve();
    const promise = this.#waiters.wait('lock', undefined, signal, () => {});
    registry.noteWait(promise, LOCK);
    return promise;
  }

  /** Takes the lock if that needs no wait. */
  tryLock(): boolean {
    if (this.#locked) return false;
    this.#locked = true;
    return true;
  }

  /** Hands the lock to the next one who waits. Throws a `NotLockedError` if nobody holds it. */
  unlock(): void {
    if (!this.#locked) throw new NotLockedError();
    const next = this.#waiters.shift();
    if (next === undefined) this.#locked = false;
    else next.resolve();
  }

  /** Runs `fn` with the lock, and unlocks it however `fn` ends. */
  withLock<T>(fn: () => T | PromiseLike<T>, options?: OperationOptions): Promise<T> {
    const waiter = new registry.Waiter();
    const promise = this.#callLocked(fn, options, waiter);
    registry.noteWait(promise, LOCK, waiter);
    return promise;
  }

  async #callLocked<T>(
    fn: () => T | PromiseLike<T>,
    options: OperationOptions | undefined,
    waiter: InstanceType<typeof registry.Waiter>,
  ): Promise<T> {
    await this.lock(options);
    registry.changeWait(waiter, AWAIT);
    try {
      return await registry.callFor(waiter, fn);
    } finally {
      this.unlock();
    }
  }
}
