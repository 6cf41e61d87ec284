import { afterEach, expect, test } from 'vitest';
import { goOn, originalOf, standing, standStill } from '../probe/stand-still.ts';

const LONG = 500;
const calls: unknown[] = [];
function note(this: unknown, ...words: unknown[]): void {
  calls.push(this, ...words);
}

afterEach(() => {
  goOn();
  calls.splice(0);
});

test('while time stands still, what a timer was set for is put off; then it comes, as it would have come', () => {
  const timer = {};
  const fires = standing(note, LONG, false);
  standStill();
  Reflect.apply(fires, timer, ['a row']);
  expect(calls).toEqual([]);
  goOn();
  expect(calls).toEqual([timer, 'a row']);
  goOn();
  Reflect.apply(fires, timer, ['another']);
  expect(calls).toEqual([timer, 'a row', timer, 'another']);
});

test('what repeats comes at its next turn, and not once for each that it missed', () => {
  const ticks = standing(note, LONG, true);
  standStill();
  for (let tick = 0; tick < 3; tick++) Reflect.apply(ticks, null, [tick]);
  goOn();
  Reflect.apply(ticks, null, [3]);
  expect(calls).toEqual([null, 3]);
});

test('who looks every few milliseconds goes on, and code is told apart by what the program wrote', () => {
  expect(standing(note, 10, false)).toBe(note);
  expect(originalOf(standing(note, LONG, false))).toBe(note);
  expect(originalOf(note)).toBe(note);
  expect(originalOf(null)).toBeNull();
});
