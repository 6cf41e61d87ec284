/** The checker counts the intervals that Node does not tell of, and no others. */
import { setInterval as imported } from 'node:timers';
import { expect, test } from 'vitest';
import { unrefIntervals, watchIntervals } from '../probe/intervals.ts';

test('an interval counts from its `unref` until it is cleared, whichever way it was come by', () => {
  watchIntervals();
  const own = setInterval(() => {}, 60_000);
  expect(unrefIntervals(), 'it keeps the process alive: Node tells of it').toBe(0);
  own.unref();
  expect(unrefIntervals()).toBe(1);
  const other = imported(() => {}, 60_000).unref();
  expect(unrefIntervals()).toBe(2);
  clearInterval(own);
  expect(unrefIntervals()).toBe(1);
  other[Symbol.dispose]();
  expect(unrefIntervals()).toBe(0);
});
