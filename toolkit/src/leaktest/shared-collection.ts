/**
 * Collections that tests force while they run at the same time. Each collects for all of them, and were each test to force
 * its own, little else would be done: so whoever asks meanwhile gets the next one, and the program has as long in between.
 */
import { forceCollection } from '../collect.ts';
import { now, pause, turn } from '../real-time.ts';

/** V8 tells of what it has collected within so many turns. */
const TURNS_TO_TELL = 3;

let next: Promise<void> | null = null;
/** Tests that wait now. */
let waiting = 0;
/** Of the last collection: when it ended, and how long it took. */
let [ended, took] = [Number.NEGATIVE_INFINITY, 0];

/** A test waits, and may ask for collections, until the function that is returned is called. */
export function beginWaiting(): () => void {
  waiting++;
  return () => {
    waiting--;
  };
}

/** Resolves after a collection that begins after the call, once V8 has told of it. */
export function sharedCollection(): Promise<void> {
  next ??= collectOnce();
  return next;
}

async function collectOnce(): Promise<void> {
  const rest = waiting > 1 ? ended + took - now() : 0;
  await (rest > 0 ? pause(rest) : turn());
  next = null;
  const start = now();
  forceCollection();
  ended = now();
  took = ended - start;
  for (let turns = 0; turns < TURNS_TO_TELL; turns++) await turn();
}
