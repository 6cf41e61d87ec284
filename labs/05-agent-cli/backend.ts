/**
 * What the worker talks to: a queue, three sources, and a store. Not to be edited.
 *
 * By hand the first job comes after five seconds: then ten a second for twenty seconds, none for ten, and so on. Under
 * the checker it decides when a job comes, when each answer does, and what is in it.
 */
export interface Job {
  id: string;
}

export interface Row {
  source: string;
  id: string;
  value: string;
}

/** Asks one source. A signal that is aborted ends the wait, and the promise is rejected with the signal's reason. */
export type Source = (id: string, options?: { signal?: AbortSignal }) => Promise<Row>;

type Ask = (source: string, id: string, what?: unknown) => Promise<Row>;

const ask: Ask = Reflect.get(globalThis, Symbol.for('leaklab.backend')) ?? byTheClock();

export const users = source('users');
export const orders = source('orders');
export const tags = source('tags');

/** Waits for the next job: as long as it takes. */
export function nextJob(): Promise<Job> {
  return ask('jobs', 'next').then(({ id }) => ({ id }));
}

/** Stores what was found for a job, which is done with it. */
export function save(job: Job, rows: readonly (Row | undefined)[]): Promise<void> {
  return ask('results', job.id, rows).then(() => {});
}

// Stands for the connection to the queue, which keeps a worker alive while there is nothing to do.
setInterval(() => {}, 60_000);

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

function byTheClock(): Ask {
  const milliseconds: { [source: string]: number } = { users: 20, orders: 50, tags: 90, results: 30 };
  const burst = 200;
  const takers: ((job: Row) => void)[] = [];
  const ready: Row[] = [];
  let given = 0;
  let saved = 0;

  const give = (): void => {
    const id = `job${++given}`;
    const job = { source: 'jobs', id, value: id };
    const taker = takers.shift();
    if (taker === undefined) ready.push(job);
    else taker(job);
    setTimeout(give, given % burst === 0 ? 10_000 : 100);
  };
  setTimeout(give, 5000);

  return (name, id) =>
    new Promise((resolve) => {
      if (name === 'jobs') {
        const job = ready.shift();
        if (job === undefined) takers.push(resolve);
        else resolve(job);
        return;
      }
      const answer = (): void => {
        if (name === 'results' && ++saved % burst === 0) console.log(`${saved} jobs saved, and the queue is empty.`);
        resolve({ source: name, id, value: `${name} of ${id}` });
      };
      setTimeout(answer, (milliseconds[name] ?? 50) * (0.5 + Math.random()));
    });
}
