/** Who waits for a pool shows by itself; who holds what it has lent does not, where that function has returned. Here it does. */
import { setTimeout as sleep } from 'node:timers/promises';
import { profile } from 'taskscope';

// #region holders
/** From now on, what the pool lends is a task until it comes back, and `createdBy` says who took it. */
export function showHolders(pool: object, take: string, giveBack: string): void {
  const backs = new Map<unknown, () => void>();
  wrap(pool, take, (taken) => {
    if (taken instanceof Promise) void lease(taken);
  });
  // It goes back to the pool, where it has no method for that. A lock lends nothing: then it is the lock itself.
  if (giveBack in pool) wrap(pool, giveBack, (_result, lent) => backs.get(lent)?.());

  async function lease(taken: Promise<unknown>): Promise<void> {
    try {
      await holds(await taken);
    } catch {
      // Nothing was lent; whoever asked for it is told.
    }
  }

  async function holds(lent: unknown): Promise<void> {
    if (lent instanceof Object && giveBack in lent) wrap(lent, giveBack, () => backs.get(lent)?.());
    await new Promise<void>((resolve) => backs.set(typeof lent === 'object' ? lent : undefined, resolve));
  }
}

const wrapped = new WeakSet<object>();

function wrap(owner: object, name: string, then: (result: unknown, argument: unknown) => void): void {
  const original = Reflect.get(owner, name);
  // Pools lend the same things again and again.
  if (wrapped.has(original)) return;
  const replacement = (...words: unknown[]): unknown => {
    const result: unknown = Reflect.apply(original, owner, words);
    then(result, words[0]);
    return result;
  };
  wrapped.add(replacement);
  Reflect.set(owner, name, replacement);
}
// #endregion

/** Two connections. */
class Pool {
  readonly #free = [new Connection(this), new Connection(this)];
  readonly #waiting: ((connection: Connection) => void)[] = [];

  connect(): Promise<Connection> {
    const connection = this.#free.pop();
    if (connection !== undefined) return Promise.resolve(connection);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  back(connection: Connection): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(connection);
    else next(connection);
  }
}

class Connection {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }

  release(): void {
    this.#pool.back(this);
  }
}

// #region use
const pool = new Pool();
showHolders(pool, 'connect', 'release');

async function report(rows: number): Promise<void> {
  const connection = await pool.connect();
  if (rows === 0) return; // The fault: it never gives the connection back.
  connection.release();
}

async function order(): Promise<void> {
  const connection = await pool.connect();
  connection.release();
}
// #endregion

await order();
await report(1);
await report(0);
await report(0);
void order();
await sleep(10);
for (const { count, name, frames, createdBy } of profile().groups) {
  if (name === 'order') console.log(`waits for the pool: ${count} × ${name}`);
  if (frames[0]?.name.endsWith('holds')) console.log(`holds what it lent: ${count}, taken by ${createdBy?.name}`);
}
