/**
 * The wait of a leak test: until all of its tasks have finished, or one of them is proven to be leaked, or the deadline.
 * It goes on when a task ends, and polls nothing; collections are forced at growing distances, for what can't end.
 */
import { later, turn } from '../real-time.ts';
import { registry } from '../registry/registry.ts';
import { type Found, isClean } from './find.ts';
import { beginWaiting, sharedCollection } from './shared-collection.ts';

/** Starts the clock: calls `expire` at the deadline. Returns what stops it. */
export type Deadline = (expire: () => void) => () => void;

/** Turns of the event loop before the first collection: most tasks just need these. */
const FREE_TURNS = 10;
const ROUNDS = 3;
const FIRST_PAUSE = 25;
const LAST_PAUSE = 400;

/** `look` finds what has not finished yet. A test without such a task waits for nothing. */
export async function untilDecided(look: () => Found, deadline: Deadline): Promise<Found> {
  let found = look();
  if (isClean(found)) return found;
  const bell = new Bell();
  let expired = false;
  const stopClock = deadline(() => {
    expired = true;
    bell.ring();
  });
  const stopWaiting = beginWaiting();
  const stopListening = registry.onTaskEnd(() => bell.ring());
  try {
    for (let turns = 0; turns < FREE_TURNS && !isClean(found); turns++) {
      await turn();
      found = look();
    }
    for (let pause = FIRST_PAUSE; !isClean(found); pause = Math.min(2 * pause, LAST_PAUSE)) {
      const last = expired;
      found = await prove(look);
      if (last || found.leaked.length > 0) return found;
      let due = false;
      const cancel = later(pause, () => {
        due = true;
        bell.ring();
      });
      while (!due && !expired && !isClean(found)) {
        await bell.rung();
        found = look();
      }
      cancel();
    }
    return found;
  } finally {
    stopListening();
    stopWaiting();
    stopClock();
  }
}

/** Forces collections until one proves nothing new, or nothing is left to prove. */
async function prove(look: () => Found): Promise<Found> {
  let found = look();
  for (let round = 0, known = 0; round < ROUNDS; round++) {
    await sharedCollection();
    found = look();
    const proven = found.leaked.reduce((sum, { count }) => sum + count, 0);
    if (found.pending.length === 0 || (proven > 0 && proven === known)) return found;
    known = proven;
  }
  return found;
}

/** Rung many times in a turn, it wakes its waiter once, in the next. */
class Bell {
  #wake = (): void => {};

  ring(): void {
    this.#wake();
  }

  async rung(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await turn();
  }
}
