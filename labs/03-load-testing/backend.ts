/**
 * What the service talks to: three tables, quotes, an archive and a clock. Not to be edited.
 *
 * By hand the answers take a while, and longer when many ask at once; under the checker it decides when each answer comes.
 */
export interface Row {
  source: string;
  id: string;
  value: string;
}

/** Asks one source. A signal that is aborted ends the wait, and the promise is rejected with the signal's reason. */
export type Source = (id: string, options?: { signal?: AbortSignal }) => Promise<Row>;

type Ask = (source: string, id: string) => Promise<Row>;

const ask: Ask = Reflect.get(globalThis, Symbol.for('leaklab.backend')) ?? byTheClock;

/** Milliseconds that a client waits for a price, at most. */
export const PATIENCE = 100;
/** How many reports the archive can read at once. */
export const READERS = 4;

export const users = source('users');
export const orders = source('orders');
export const tags = source('tags');
export const quotes = source('quotes');
export const archive = source('archive');

/** A signal that is aborted when a client has waited long enough for its price. */
export function deadline(id: string): AbortSignal {
  const controller = new AbortController();
  ask('clock', id).then(() => controller.abort(new DOMException('no price in time', 'TimeoutError')));
  return controller.signal;
}

function source(name: string): Source {
  return (id, { signal } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', stop, { once: true });
      ask(name, id).then((row) => {
        signal?.removeEventListener('abort', stop);
        resolve(row);
      }, reject);
    });
}

// #region by the clock
/** Milliseconds until an answer. */
const DELAYS: { [source: string]: () => number } = {
  users: () => around(20),
  orders: () => around(50),
  tags: () => around(300),
  // The more ask at once, the longer each waits: alone 20 ms, among a hundred 220.
  quotes: () => around(20 + 2 * Math.min(100, underWay('quotes'))),
  // After so many reports the tape is changed, and nobody reads meanwhile.
  archive: () => around(5) + tapeChange(),
  clock: () => PATIENCE,
};
const REPORTS_ON_A_TAPE = 300;
const TAPE_CHANGE = 1300;

const pending = new Map<string, number>();
let read = 0;
let readable = 0;

function byTheClock(name: string, id: string): Promise<Row> {
  const delay = DELAYS[name]?.() ?? 0;
  pending.set(name, underWay(name) + 1);
  return new Promise((resolve) => {
    setTimeout(() => {
      pending.set(name, underWay(name) - 1);
      resolve({ source: name, id, value: `${name}-${id}` });
    }, delay);
  });
}

function around(typical: number): number {
  return typical * (0.5 + Math.random());
}

function underWay(name: string): number {
  return pending.get(name) ?? 0;
}

function tapeChange(): number {
  const now = performance.now();
  if (++read % REPORTS_ON_A_TAPE === 0) readable = now + TAPE_CHANGE;
  return Math.max(0, readable - now);
}
// #endregion
