/** A wait that ends by the clock, and not before the program has had its turns: on a busy machine a second may be a few of them. */
import { clearTimeout, setImmediate, setTimeout } from './real-timers.ts';

/** Turns of the event loop: many times what a service that is right needs, and nothing to one that has time. */
const TURNS = 30;

/** Calls `end` when so many milliseconds are over, and then so many turns. Returns what stops that. */
export function patiently(ms: number, end: () => void): () => void {
  let stopped = false;
  const turn = (left: number): void => {
    if (stopped) return;
    if (left === 0) end();
    else setImmediate(turn, left - 1);
  };
  const timer = setTimeout(turn, ms, TURNS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
