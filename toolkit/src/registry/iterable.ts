/**
 * What is to be iterated and can't be, told in V8's own words. It would name our helper where the author's text has an `await`, which
 * it calls `(intermediate value)`.
 */
import { types } from 'node:util';
import { resume } from './call-path.ts';
import type { Token } from './record.ts';

/** After an `await` whose value is iterated at once. Throws a `TypeError` where that can't be. */
export function resumeIterable<T>(value: T, token: Token): T {
  resume(value, token);
  if (!Array.isArray(value) && !mayBeIterable(value))
    throw notIterable('(intermediate value) is not iterable', resumeIterable);
  return value;
}

/** An error as if it were thrown by the code that called `below`. */
export function notIterable(message: string, below: Function): TypeError {
  const error = new TypeError(message);
  Error.captureStackTrace(error, below);
  return error;
}

/** No getter is run to find out, and no proxy is asked: these are left to the engine. */
function mayBeIterable(value: unknown): boolean {
  if (value === null || value === undefined) return false;
  for (let holder: unknown = Object(value); holder !== null; holder = Object.getPrototypeOf(holder)) {
    if (types.isProxy(holder)) return true;
    const method = Object.getOwnPropertyDescriptor(holder, Symbol.iterator);
    if (method !== undefined) return method.get !== undefined || typeof method.value === 'function';
  }
  return false;
}
