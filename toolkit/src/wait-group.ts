import type { OperationOptions } from './channel.ts';
import { AbortError, WaitGroupError } from './errors.ts';
import { type GoOptions, go } from './go.ts';
import { registry } from './registry/registry.ts';
import { WaitQueue } from './wait-queue.ts';

const WAIT = registry.waitNumber('wait group');

/** Counts what has still to be done; whoever waits goes on once it is nothing. */
export class WaitGroup {
  readonly #waiters = new WaitQueue<void, undefined>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Call it before what is to be done is started. Throws a `WaitGroupError` where the count would be less than 0. */
  add(count = 1): void {
    if (!Number.isInteger(count) || this.#count + count < 0) throw new WaitGroupError(this.#count, count);
    this.#count += count;
    if (this.#count > 0) return;
    for (let waiter = this.#waiters.shift(); waiter; waiter = this.#waiters.shift()) waiter.resolve();
  }

  done(): void {
    this.add(-1);
  }

  /** Starts a task that is done when it ends, whether it is fulfilled or rejected. Returns the promise of `go()`. */
  go<T>(fn: (signal: AbortSignal | undefined) => T | PromiseLike<T>, options?: GoOptions): Promise<T> {
    this.add();
    const promise = go(fn, options);
    const done = (): void => this.done();
    promise.then(done, done);
    return promise;
  }

  /** Resolves once all is done; at once where there is nothing to do. */
  wait({ signal }: OperationOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(new AbortError('wait', signal.reason));
    if (this.#count === 0) return Promise.resolve();
    const promise = this.#waiters.wait('wait', undefined, signal, () => {});
    registry.noteWait(promise, WAIT);
    return promise;
  }
}
