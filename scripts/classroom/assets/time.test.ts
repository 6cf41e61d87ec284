import { expect, test } from 'vitest';
import { countdown, minutesSince, planStanding, serverNow, setClock, timerLeft } from './time.js';

const MINUTE = 60_000;
const PLAN = {
  plan: { parts: [{ title: 'one' }, { title: 'two' }] },
  startedAt: 0,
  ends: [10 * MINUTE, 30 * MINUTE],
};

test('a countdown reads as a clock, also past zero', () => {
  expect([245_000, 0, 3_845_000, -61_000, 400].map(countdown)).toEqual(['4:05', '0:00', '1:04:05', '−1:01', '0:01']);
});

test('minutes are whole and never negative, whatever the clocks say', () => {
  expect([minutesSince(0, 119_000), minutesSince(5 * MINUTE, 0)]).toEqual([1, 0]);
});

test('moments are those of the server, though the clock of the browser is wrong by hours', () => {
  setClock(Date.now() + 5 * 3_600_000);
  expect(Math.round((serverNow() - Date.now()) / 3_600_000)).toBe(5);
  setClock(Date.now());
});

test('a timer counts to its end; while the room is paused it stands', () => {
  expect(timerLeft({ endsAt: 100, leftMs: null }, 40)).toBe(60);
  expect(timerLeft({ endsAt: 100, leftMs: 33 }, 40)).toBe(33);
  expect(timerLeft(null)).toBeNull();
});

test('the running order knows its part, what is left of it and what comes next', () => {
  expect(planStanding(PLAN, null, 12 * MINUTE)).toEqual({
    index: 1,
    part: { title: 'two' },
    leftMs: 18 * MINUTE,
    next: null,
  });
  expect(planStanding(PLAN, null, 4 * MINUTE)).toMatchObject({ index: 0, leftMs: 6 * MINUTE, next: { title: 'two' } });
  expect(planStanding(PLAN, null, 31 * MINUTE)).toMatchObject({ index: 1, leftMs: -MINUTE });
  expect(planStanding(null, null)).toBeNull();
});

test('while the room is paused, the running order waits', () => {
  expect(planStanding(PLAN, 4 * MINUTE, 25 * MINUTE)).toMatchObject({ index: 0, leftMs: 6 * MINUTE });
});
