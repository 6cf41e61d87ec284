/**
 * What the shop talks to: tables, a search, two suppliers, a mailer, a carrier. Not to be edited.
 *
 * By hand the answers take a while; under the checker it decides when each answer comes, and what is in it.
 */
export interface Row {
  source: string;
  id: string;
  value: string;
}

/** A signal that is aborted ends the wait, and the promise is rejected with the signal's reason. */
export interface Options {
  signal?: AbortSignal;
}

export type Source = (id: string, options?: Options) => Promise<Row>;

type Ask = (source: string, id: string) => Promise<Row>;

const ask: Ask = Reflect.get(globalThis, Symbol.for('leaklab.backend')) ?? byTheClock;
const MILLISECONDS: { [source: string]: number } = {
  users: 30,
  orders: 40,
  tags: 60,
  near: 15,
  far: 45,
  mail: 300,
  delivered: 5000,
};

export const users = source('users');
export const orders = source('orders');
export const tags = source('tags');
export const readReport = source('report');
export const near = source('near');
export const far = source('far');
export const countStock = source('stock');
export const sendMail = source('mail');
export const delivered = source('delivered');

/** How many pages a search finds. */
export const PAGES = 3;

/** One page of what a search finds, from 1 to `PAGES`. */
export function findPage(id: string, page: number, options?: Options): Promise<Row> {
  return source(`page ${page}`)(id, options);
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

function byTheClock(name: string, id: string): Promise<Row> {
  const typical = MILLISECONDS[name] ?? 20;
  return new Promise((resolve) => {
    setTimeout(resolve, typical * (0.5 + Math.random()), { source: name, id, value: `${name}-${id}` });
  });
}
