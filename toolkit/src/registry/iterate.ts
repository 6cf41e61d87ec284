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
import { notIterable } from './iterable.ts';
import type { Token } from './record.ts';

type Step = (value?: unknown) => unknown;
interface InnerIterator {
  next: unknown;
  readonly return?: Step | null | undefined;
}

/**
 * Around the iterable of a `for await`: its `next()` and `return()` are called as children of the frame, and the frame
 * is suspended while they are awaited. Promises are handed through as they are, so no microtask turn is added.
 * Throws a `TypeError` for what is not iterable.
 */
export function iterate(iterable: unknown, token: Token, at: number): unknown {
  if (iterable === null || iterable === undefined) {
    throw notIterable(`Cannot read properties of ${iterable} (reading 'Symbol(Symbol.asyncIterator)')`, iterate);
  }
  const source: { [Symbol.asyncIterator]?: unknown; [Symbol.iterator]?: unknown } = Object(iterable);
  const asyncMethod = source[Symbol.asyncIterator];
  const key = asyncMethod === undefined || asyncMethod === null ? Symbol.iterator : Symbol.asyncIterator;
  const method = key === Symbol.iterator ? source[Symbol.iterator] : asyncMethod;
  if (typeof method !== 'function') throw notIterable('(intermediate value) is not async iterable', iterate);
  return {
    [key](): unknown {
      const iterator: unknown = Reflect.apply(method, iterable, []);
      const isObject = (typeof iterator === 'object' && iterator !== null) || typeof iterator === 'function';
      return isObject ? wrap(token, at, iterator as InnerIterator, key === Symbol.iterator) : iterator;
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

/**
 * Goes after the declaration of a `using`, and so is disposed of before it: the disposal runs at the line of that. `behind` is what
 * is disposed of after it; nothing is where the resource stands in the head of a loop.
 */
export function closing(token: Token, at: number, behind: Disposed | null): Disposable {
  return {
    [Symbol.dispose]() {
      leave(token, behind);
      runAt(token, at);
    },
  };
}

/** The same of an `await using`: the frame waits from here on. What the disposal starts has no known creator, and is shown so. */
export function disposing(token: Token, at: number, behind: Disposed | null): Disposable {
  return {
    [Symbol.dispose]() {
      leave(token, behind);
      suspend(undefined, token, at);
      forgetCall();
    },
  };
}

function leave(token: Token, behind: Disposed | null): void {
  if (behind === null) keepPlace(token);
  else behind.returned = unreturned(token);
}

function pause(token: Token, at: number): void {
  keepPlace(token);
  suspend(undefined, token, at);
}

function isStep(value: unknown): value is Step {
  return typeof value === 'function';
}

function wrap(token: Token, at: number, iterator: InnerIterator, isSync: boolean): InnerIterator {
  const { next } = iterator;
  if (!isStep(next)) return { next };
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
      if (!isStep(step)) {
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
