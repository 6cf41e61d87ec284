/**
 * Reports on their way to the database. Those that come within a moment, or while a write is under way, go in one statement: so a
 * room of a thousand costs little more than a room of ten. Each caller hears of its own once it is stored.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Health } from '../storage/health.ts';
import type { SentReport, Store } from '../storage/store.ts';

/** Milliseconds that the first of a batch waits for others: a statement costs about as much for one as for ten. */
const GATHERING = 25;
/** Reports in one statement, at most. */
const TOGETHER = 500;
/** Reports that wait, at most: beyond that, the answer is to come back later. */
const WAITING = 20_000;

interface Waiting {
  reports: readonly SentReport[];
  stored: PromiseWithResolvers<void>;
}

export class Writer {
  readonly #store: Pick<Store, 'report'>;
  readonly #health: Health;
  #waiting: Waiting[] = [];
  #count = 0;
  #writing = false;

  constructor(store: Pick<Store, 'report'>, health: Health) {
    this.#store = store;
    this.#health = health;
  }

  get busy(): boolean {
    return this.#count >= WAITING;
  }

  /** Resolves once they are stored. Rejects with what the database says; then none of them is. */
  write(reports: readonly SentReport[]): Promise<void> {
    const stored = Promise.withResolvers<void>();
    this.#waiting.push({ reports, stored });
    this.#count += reports.length;
    if (!this.#writing) void this.#run();
    return stored.promise;
  }

  async #run(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      await sleep(GATHERING);
      const batch = this.#take();
      try {
        await this.#store.report(batch.flatMap(({ reports }) => reports));
        this.#health.noted(null);
        for (const { stored } of batch) stored.resolve();
      } catch (error) {
        this.#health.noted(error);
        for (const { stored } of batch) stored.reject(error);
      }
    }
    this.#writing = false;
  }

  #take(): Waiting[] {
    let count = 0;
    let taken = 0;
    for (const { reports } of this.#waiting) {
      if (taken > 0 && count + reports.length > TOGETHER) break;
      count += reports.length;
      taken++;
    }
    this.#count -= count;
    return this.#waiting.splice(0, taken);
  }
}
