/**
 * The waits that have no `await` of their own in the source: the turns of a `for await`, the disposal of an `await using`.
 */
import { before, beforeGo, forgetCall, restore, suspend, suspendCall } from './call-path.ts';
import type { Token } from './record.ts';

type Step = (value?: unknown) => unknown;
interface InnerIterator {
  next: Step;
  readonly return?: Step | null | undefined;
}

/**
 * Around the iterable of a `for await`: its `next()` and `return()` are called as children of the frame, and the frame
 * is suspended while they are awaited. Promises are handed through as they are, so no microtask turn is added.
 * What is not iterable is handed back, for the engine to complain about in its own words.
 */
export function iterate(iterable: unknown, token: Token, at: number): unknown {
  if (iterable === null || iterable === undefined) return iterable;
  const source: { [Symbol.asyncIterator]?: unknown; [Symbol.iterator]?: unknown } = Object(iterable);
  const asyncMethod = source[Symbol.asyncIterator];
  const key = asyncMethod === undefined || asyncMethod === null ? Symbol.iterator : Symbol.asyncIterator;
  const method = key === Symbol.iterator ? source[Symbol.iterator] : asyncMethod;
  if (typeof method !== 'function') return iterable;
  return {
    [key](): unknown {
      const iterator: unknown = Reflect.apply(method, iterable, []);
      return typeof iterator === 'object' && iterator !== null ? wrap(token, at, iterator as InnerIterator) : iterator;
    },
  };
}

/** Goes before the declaration of an `await using`, and so is disposed after it: the frame runs again. */
export function disposed(token: Token): Disposable {
  return { [Symbol.dispose]: () => restore(token) };
}

/** Goes after the declaration of an `await using`, and so is disposed before it: the frame waits from here on. */
export function disposing(token: Token, at: number): Disposable {
  return {
    [Symbol.dispose]: () => {
      suspend(undefined, token, at);
      // What the disposal starts has no known creator, and is shown so.
      forgetCall();
    },
  };
}

function wrap(token: Token, at: number, iterator: InnerIterator): InnerIterator {
  const next = iterator.next;
  const call = (step: Step, values: unknown[]): unknown => {
    before(token, at);
    beforeGo();
    const result = Reflect.apply(step, iterator, values);
    return suspendCall(result, token, at);
  };
  return {
    next: (...values: unknown[]) => call(next, values),
    get return() {
      const step = iterator.return;
      return typeof step === 'function' ? (...values: unknown[]) => call(step, values) : step;
    },
  };
}
