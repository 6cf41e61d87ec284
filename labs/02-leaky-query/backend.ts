/**
 * What the service talks to: three tables, one of them slow. Not to be edited.
 *
 * By hand the answers take a while; under the checker it decides when each answer comes, and what is in it.
 */
export interface Row {
  source: string;
  id: string;
  value: string;
}

/** Asks one table. A signal that is aborted ends the wait, and the promise is rejected with the signal's reason. */
export type Source = (id: string, options?: { signal?: AbortSignal }) => Promise<Row>;

type Ask = (source: string, id: string) => Promise<Row>;

const ask: Ask = Reflect.get(globalThis, Symbol.for('leaklab.backend')) ?? byTheClock;
const MILLISECONDS: { [source: string]: number } = { users: 20, orders: 50, tags: 300 };

export const users = table('users');
export const orders = table('orders');
export const tags = table('tags');

function table(source: string): Source {
  return (id, { signal } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = (): void => reject(signal?.reason);
      signal?.addEventListener('abort', stop, { once: true });
      ask(source, id).then((row) => {
        signal?.removeEventListener('abort', stop);
        resolve(row);
      }, reject);
    });
}

function byTheClock(source: string, id: string): Promise<Row> {
  const typical = MILLISECONDS[source] ?? 50;
  return new Promise((resolve) => {
    setTimeout(resolve, typical * (0.5 + Math.random()), { source, id, value: `${source}-${id}` });
  });
}
