/**
 * The timers of the program. Node tells only of those that keep the process alive: one that is unref'd, and is left with
 * each request, is left behind all the same. And an hour may pass in a moment, in which they fire: see `hour.ts`.
 */
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import timers, { type TimerOptions } from 'node:timers';
import promises from 'node:timers/promises';
import { clearTimeout, setImmediate, setTimeout } from './real-timers.ts';
import { originalOf, standing } from './stand-still.ts';

/** What Node keeps in a timer. */
type Timer = NodeJS.Timeout & {
  _onTimeout: ((...words: unknown[]) => void) | null;
  _timerArgs?: unknown[];
  _idleTimeout: number;
  _repeat: number | null;
  _destroyed: boolean;
};

export interface Pending {
  timer: Timer;
  /** By `clock`. */
  due: number;
}

const made = new Set<WeakRef<Timer>>();
/** When a timer was set, by `clock`. It may hold neither the timer nor what that holds. */
const setAt = new WeakMap<Timer, number>();
/** Of `AbortSignal.timeout`, whose timer Node counts nowhere. */
const ofSignals = new WeakSet<Timer>();
const timeoutSignals = new WeakSet<AbortSignal>();
const sockets = new Set<WeakRef<Socket>>();
const realNow = performance.now.bind(performance);
let ahead = 0;

/** Milliseconds by the clock of the program's timers, which may be put ahead. */
export function clock(): number {
  return realNow() + ahead;
}

/** How far it was put ahead. */
export function putAhead(ms = 0): number {
  ahead += ms;
  return ahead;
}

/** From now on. Has to come before the program's first line, which may keep the functions that it finds. */
export function watchTimers(): void {
  timers.setTimeout = watched(timers.setTimeout, false);
  timers.setInterval = watched(timers.setInterval, true);
  globalThis.setTimeout = timers.setTimeout;
  globalThis.setInterval = timers.setInterval;
  promises.setTimeout = sleep;
  promises.scheduler.wait = (ms, options) => sleep(ms, undefined, options);
  AbortSignal.timeout = timeoutSignal;
  watchRefresh();
  watchSockets();
  syncBuiltinESMExports();
}

/** How many do not keep the process alive. */
export function unrefTimers(): number {
  return pendingTimers().filter(({ timer }) => !timer.hasRef() && !ofSignals.has(timer)).length;
}

/** All that will fire, the next one first. */
export function pendingTimers(): Pending[] {
  const pending: Pending[] = [];
  for (const reference of made) {
    const timer = reference.deref();
    if (timer === undefined || timer._destroyed || timer._onTimeout === null) made.delete(reference);
    else pending.push({ timer, due: (setAt.get(timer) ?? 0) + timer._idleTimeout });
  }
  return pending.sort((a, b) => a.due - b.due);
}

/** A signal that ends by itself. */
export function isTimeoutSignal(signal: AbortSignal): boolean {
  return timeoutSignals.has(signal);
}

/** Sockets that are to be told when nothing has come for a while. */
export function impatientSockets(): Socket[] {
  return [...sockets].flatMap((reference) => {
    const socket = reference.deref();
    if (socket === undefined || socket.destroyed || !socket.timeout) sockets.delete(reference);
    return socket?.timeout && !socket.destroyed ? [socket] : [];
  });
}

/** Timers with the same delay and the same code are of one kind. */
export function kindOf({ timer }: Pending): string {
  return `${timer._idleTimeout} ${originalOf(timer._onTimeout)}`;
}

/** Fires it now; an interval will fire again. */
export function fire(timer: Timer): void {
  const { _onTimeout: callback, _timerArgs: words = [], _repeat: repeat } = timer;
  if (repeat === null) clearTimeout(timer);
  else setAt.set(timer, clock());
  // In a turn of its own: what it throws has to reach the process, as it does by the clock.
  setImmediate(() => {
    if (callback !== null) Reflect.apply(callback, timer, words);
  });
}

function note(timer: Timer): void {
  made.add(new WeakRef(timer));
  setAt.set(timer, clock());
}

function watched<F extends (...words: never[]) => NodeJS.Timeout>(original: F, repeats: boolean): F {
  return new Proxy(original, {
    apply(target, self, [callback, ms, ...words]): NodeJS.Timeout {
      // What is none is refused by Node, in its own words.
      const called = typeof callback === 'function' ? standing(callback, ms, repeats) : callback;
      const timer: Timer = Reflect.apply(target, self, [called, ms, ...words]);
      note(timer);
      return timer;
    },
  });
}

/** As in `node:timers/promises`, by a timer that is watched. */
function sleep<T = void>(ms?: number, value?: T, { signal, ref = true }: TimerOptions = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      const error = new Error('The operation was aborted', { cause: signal?.reason });
      reject(Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' }));
    };
    if (signal?.aborted) return abort();
    const stop = (): void => {
      clearTimeout(timer);
      abort();
    };
    const timer = timers.setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      // As in Node: who gives no value gets none.
      resolve(value as T);
    }, ms);
    if (!ref) timer.unref();
    signal?.addEventListener('abort', stop, { once: true });
  });
}

function timeoutSignal(ms: number): AbortSignal {
  const controller = new AbortController();
  const timer = timers.setTimeout(() => {
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  }, ms) as Timer;
  timer.unref();
  ofSignals.add(timer);
  timeoutSignals.add(controller.signal);
  return controller.signal;
}

function watchRefresh(): void {
  const prototype: NodeJS.Timeout = Object.getPrototypeOf(setTimeout(() => {}, 0).unref());
  const { refresh } = prototype;
  prototype.refresh = function refreshed(this: Timer): Timer {
    if (setAt.has(this)) setAt.set(this, clock());
    Reflect.apply(refresh, this, []);
    return this;
  };
}

function watchSockets(): void {
  const { setTimeout: setSocketTimeout } = Socket.prototype;
  Socket.prototype.setTimeout = function watchedSocket(this: Socket, ...words): Socket {
    if (words[0] > 0) sockets.add(new WeakRef(this));
    return Reflect.apply(setSocketTimeout, this, words);
  };
}
