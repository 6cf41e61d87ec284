import { forceCollection } from './collect.ts';
import { now, pause, turn } from './real-time.ts';
import { registry } from './registry/registry.ts';

export interface SettleOptions {
  /** The task count to come back to. */
  baseline: number;
  /** How many leaks were proven before; any more end the wait. Default: those proven at the call. */
  leaked?: number;
  /** Milliseconds to wait at most. Default 5000, as leaktest. */
  timeout?: number;
}

export interface Settled {
  /** `settled`: back at the baseline. `leaked`: there is a proof. `stuck`: neither, by the time-out. */
  outcome: 'settled' | 'leaked' | 'stuck';
  /** The task count at the end. */
  count: number;
  /** How many tasks are proven to be leaked, in all. */
  leaked: number;
  /** Milliseconds waited. */
  ms: number;
}

/** Turns of the event loop before the first forced collection: most tasks just need these. */
const FREE_TURNS = 10;
/** Turns between collections while there may be something to prove; then a collection now and then. */
const EARLY_COLLECTIONS = 5;
const LATE_PAUSE = 10;

/**
 * Waits until the task count is back at the baseline, or a leak is proven, or the time is up. It looks after each turn
 * of the event loop, and forces collections, since the proof is what it is for.
 */
export async function settle(options: SettleOptions): Promise<Settled> {
  const { baseline, leaked: before = registry.leakedCount(), timeout = 5000 } = options;
  const start = now();
  const end = (outcome: Settled['outcome']): Settled => ({
    outcome,
    count: registry.taskCount(),
    leaked: registry.leakedCount(),
    ms: Math.round(now() - start),
  });
  for (let turns = 1, collections = 0; ; turns++) {
    if (registry.taskCount() <= baseline) return end('settled');
    if (registry.leakedCount() > before) return end('leaked');
    if (now() - start >= timeout) return end('stuck');
    const early = collections < EARLY_COLLECTIONS;
    if (turns >= FREE_TURNS && turns % (early ? 4 : 20) === 0) {
      forceCollection();
      collections++;
    }
    await (early ? turn() : pause(LATE_PAUSE));
  }
}
