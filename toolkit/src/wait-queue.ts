/** Those who wait for the other side of a channel, first come first served. */
import { AbortError } from './errors.ts';

/** Waits to send a `V`, or is answered with an `A`. */
export interface Waiter<A, V> {
  value: V;
  /** False once another channel of the same `select` has answered. */
  pending(): boolean;
  resolve(answer: A): void;
  reject(error: unknown): void;
}

export class WaitQueue<A, V> {
  readonly #waiters = new Set<Waiter<A, V>>();

  /** Removes and returns the first one that still waits. */
  shift(): Waiter<A, V> | undefined {
    for (const waiter of this.#waiters) {
      this.#waiters.delete(waiter);
      if (waiter.pending()) return waiter;
    }
    return undefined;
  }

  /** Returns what takes it out again. */
  add(waiter: Waiter<A, V>): () => void {
    this.#waiters.add(waiter);
    return () => this.#waiters.delete(waiter);
  }

  /** Waits until the waiter is shifted and answered, or the signal is aborted. `pick` makes the result of the answer. */
  wait<R>(operation: string, value: V, signal: AbortSignal | undefined, pick: (answer: A) => R): Promise<R> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        remove();
        reject(new AbortError(operation, signal?.reason));
      };
      const remove = this.add({
        value,
        pending: always,
        resolve: (answer) => {
          signal?.removeEventListener('abort', abort);
          resolve(pick(answer));
        },
        reject: (error) => {
          signal?.removeEventListener('abort', abort);
          reject(error);
        },
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}

function always(): boolean {
  return true;
}
