/**
 * The waits that have no `await` of their own in the source: the turns of a `for await`, the disposal of an `await using`.
 */
import {
  before,
  beforeGo,
  forgetCall,
  keepPlace,
  type Returned,
  restore,
  returned,
  runAt,
  suspend,
  suspendCall,
  unreturned,
} from './call-path.ts';
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
      return typeof iterator === 'object' && iterator !== null
        ? wrap(token, at, iterator as InnerIterator, key === Symbol.iterator)
        : iterator;
    },
  };
}

/** What is disposed of behind a resource: the frame runs again, and returns what it was about to return. */
export interface Disposed extends Disposable {
  returned: Returned | null;
}

/** Goes before the declaration of a resource, and so is disposed of after it. */
export function disposed(token: Token): Disposed {
  return {
    returned: null,
    [Symbol.dispose]() {
      restore(token);
      returned(token, this.returned);
    },
  };
}

/** Goes after the declaration of a `using`, and so is disposed of before it: the disposal runs at the line of that. */
export function closing(token: Token, at: number, behind: Disposed): Disposable {
  return {
    [Symbol.dispose]() {
      behind.returned = unreturned(token);
      runAt(token, at);
    },
  };
}

/** The same of an `await using`: the frame waits from here on. What the disposal starts has no known creator, and is shown so. */
export function disposing(token: Token, at: number, behind: Disposed): Disposable {
  return {
    [Symbol.dispose]() {
      behind.returned = unreturned(token);
      suspend(undefined, token, at);
      forgetCall();
    },
  };
}

function pause(token: Token, at: number): void {
  keepPlace(token);
  suspend(undefined, token, at);
}

function wrap(token: Token, at: number, iterator: InnerIterator, isSync: boolean): InnerIterator {
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
      if (typeof step !== 'function') {
        // The engine waits for a turn all the same, where it reads promises from an iterator that is not async.
        if (isSync) pause(token, at);
        return step;
      }
      return (...values: unknown[]) => {
        keepPlace(token);
        return call(step, values);
      };
    },
  };
}
