/**
 * What a frame returns while it is still pending. The frame's code ends, and the task does not: it is as blocked as what it
 * returned, until that settles.
 */
import { types } from 'node:util';

type Settle = (value: unknown) => void;
type Then = (resolve: Settle, reject: Settle) => unknown;

const { isPromise, isProxy } = types;
const { getPrototypeOf, getOwnPropertyDescriptor, hasOwn } = Object;
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
 * How a value settles what it is returned from: by a method `then`, or by one that a getter gives. Null for what is no
 * thenable. No getter is run to find out; a proxy, which may be no thenable and can tell that it was asked, is left to the
 * engine, unseen.
 */
export function thenOf(value: object): PropertyDescriptor | null {
  for (let holder: object | null = value; holder !== null && !isProxy(holder); holder = getPrototypeOf(holder)) {
    const then = getOwnPropertyDescriptor(holder, 'then');
    if (then !== undefined) return then.get !== undefined || typeof then.value === 'function' ? then : null;
  }
  return null;
}

/**
 * What to return in place of a thenable. The engine reads its `then` and calls it when it would have read and called that of the
 * thenable, and each once. `end` is called when the thenable settles; it is held by what the thenable was given to settle by.
 */
export function observed(thenable: object, then: PropertyDescriptor, end: () => void): object {
  if (then.get === undefined) return { then: observing(thenable, then.value, end) };
  return {
    get then() {
      const method: unknown = Reflect.get(thenable, 'then');
      if (typeof method === 'function') return observing(thenable, method, end);
      end();
      // A getter that gives no method: what is returned is the value itself, a turn later.
      return (resolve: Settle) => resolve(thenable);
    },
  };
}

function observing(thenable: object, then: Function, end: () => void): Then {
  const settled =
    (settle: Settle): Settle =>
    (value) => {
      if (isPromise(value) && isPlainPromise(value)) onSettled(value, end);
      else end();
      settle(value);
    };
  return (resolve, reject) => {
    try {
      return Reflect.apply(then, thenable, [settled(resolve), settled(reject)]);
    } catch (error) {
      end();
      throw error;
    }
  };
}
