/**
 * What a frame returns while it is still pending. The frame's code ends, and the task does not: it is as blocked as what it
 * returned, until that settles.
 */
import { types } from 'node:util';

type Settle = (value: unknown) => void;
type Then = (resolve: Settle, reject: Settle) => unknown;

const { isPromise, isProxy } = types;
const { getPrototypeOf, hasOwn } = Object;
const promiseThen = Promise.prototype.then;

/** Whether it is a promise as the engine makes them, on whose reactions one more makes no difference. */
export function isPlainPromise(value: object): value is Promise<unknown> {
  return (
    isPromise(value) &&
    getPrototypeOf(value) === Promise.prototype &&
    Promise.prototype.then === promiseThen &&
    !hasOwn(value, 'then') &&
    !hasOwn(value, 'constructor')
  );
}

/** Calls `end` once the promise has settled; what `end` holds is held by the promise's reactions only. */
export function onSettled(promise: Promise<unknown>, end: () => void): void {
  promiseThen.call(promise, end, end);
}

/**
 * The method `then` of a value; null for what is no thenable. It is read once, here and not by the engine: a getter runs as
 * often as without us. A proxy, which may be no thenable at all and tell that it was asked, is left to the engine, unseen.
 */
export function methodThen(value: object): Function | null {
  for (let holder: object | null = value; holder !== null && !isProxy(holder); holder = getPrototypeOf(holder)) {
    if (!hasOwn(holder, 'then')) continue;
    const then: unknown = Reflect.get(holder, 'then', value);
    return typeof then === 'function' ? then : null;
  }
  return null;
}

/**
 * What to return in place of a thenable: the engine calls its `then` once, in the turn in which it would have called that of
 * the thenable. `end` is called when the thenable settles; it is held by what the thenable was given to settle by.
 */
export function observed(thenable: object, then: Function, end: () => void): { then: Then } {
  const settled =
    (settle: Settle): Settle =>
    (value) => {
      if (isPromise(value) && isPlainPromise(value)) onSettled(value, end);
      else end();
      settle(value);
    };
  return {
    then(resolve, reject) {
      try {
        return Reflect.apply(then, thenable, [settled(resolve), settled(reject)]);
      } catch (error) {
        end();
        throw error;
      }
    },
  };
}
