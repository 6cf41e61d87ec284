import type { Channel, OperationOptions, Received } from './channel.ts';
import { AbortError, ChannelClosedError } from './errors.ts';
import { registry } from './registry/registry.ts';

/** A receive or a send that `select` may choose. One whose channel is null is never chosen: so a case is switched off. */
export type Case<T> = { receive: Channel<T> | null } | { send: Channel<T> | null; value: T };

export interface Selected<T> {
  /** Which case was chosen. */
  index: number;
  /** What was received; `undefined` from a closed channel, and for a send. */
  value: T | undefined;
}

const SELECT = registry.waitNumber('select');

/**
 * Waits until one of the cases can go on, and does that one only. Of several that can, one is chosen at random, as in Go.
 * Rejected with a `ChannelClosedError` where the chosen case sends on a closed channel, with an `AbortError` on abort.
 */
export function select<T>(cases: readonly Case<T>[], { signal }: OperationOptions = {}): Promise<Selected<T>> {
  if (signal?.aborted) return Promise.reject(new AbortError('select', signal.reason));
  const start = Math.floor(Math.random() * cases.length);
  for (const [offset] of cases.entries()) {
    const index = (start + offset) % cases.length;
    const chosen = cases[index];
    if (chosen === undefined) continue;
    if ('receive' in chosen) {
      const ready = chosen.receive?.tryReceive() ?? null;
      if (ready !== null) return Promise.resolve({ index, value: ready.value });
    } else if (chosen.send !== null) {
      if (chosen.send.closed) return Promise.reject(new ChannelClosedError('send'));
      if (chosen.send.trySend(chosen.value)) return Promise.resolve({ index, value: undefined });
    }
  }
  const promise = wait(cases, signal);
  registry.noteWait(promise, SELECT);
  return promise;
}

function wait<T>(cases: readonly Case<T>[], signal: AbortSignal | undefined): Promise<Selected<T>> {
  return new Promise((resolve, reject) => {
    let done = false;
    const removals: (() => void)[] = [];
    const end = (settle: () => void): void => {
      done = true;
      signal?.removeEventListener('abort', abort);
      for (const remove of removals) remove();
      settle();
    };
    const abort = (): void => end(() => reject(new AbortError('select', signal?.reason)));
    const pending = (): boolean => !done;
    for (const [index, each] of cases.entries()) {
      const refuse = (error: unknown): void => end(() => reject(error));
      const choose = (received: Received<T> | void): void => end(() => resolve({ index, value: received?.value }));
      const waiter = { pending, resolve: choose, reject: refuse };
      const remove =
        'receive' in each
          ? each.receive?.queueReceive({ ...waiter, value: undefined })
          : each.send?.queueSend({ ...waiter, value: each.value });
      if (remove !== undefined) removals.push(remove);
    }
    signal?.addEventListener('abort', abort, { once: true });
  });
}
