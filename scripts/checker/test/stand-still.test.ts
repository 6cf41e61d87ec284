import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { goOn, originalOf, standing, standStill } from '../probe/stand-still.ts';

const LONG = 500;
const calls: unknown[] = [];
function note(this: unknown, ...words: unknown[]): void {
  calls.push(this, ...words);
}

afterEach(async () => {
  goOn();
  await turn();
  calls.splice(0);
});

test('while time stands still, what a timer was set for is put off; then it comes, as it would have come', async () => {
  const timer = {};
  const fires = standing(note, LONG, false);
  standStill();
  Reflect.apply(fires, timer, ['a row']);
  expect(calls).toEqual([]);
  goOn();
  await turn();
  expect(calls).toEqual([timer, 'a row']);
  goOn();
  Reflect.apply(fires, timer, ['another']);
  expect(calls).toEqual([timer, 'a row', timer, 'another']);
});

test('what repeats comes at its next turn, and not once for each that it missed', async () => {
  const ticks = standing(note, LONG, true);
  standStill();
  for (let tick = 0; tick < 3; tick++) Reflect.apply(ticks, null, [tick]);
  goOn();
  await turn();
  Reflect.apply(ticks, null, [3]);
  expect(calls).toEqual([null, 3]);
});

test('who looks every few milliseconds goes on, and code is told apart by what the program wrote', () => {
  expect(standing(note, 10, false)).toBe(note);
  expect(originalOf(standing(note, LONG, false))).toBe(note);
  expect(originalOf(note)).toBe(note);
  expect(originalOf(null)).toBeNull();
});

test('who clears a timer that was due meanwhile is not called, nor before its time who sets it anew', async () => {
  const came: string[] = [];
  const set = (name: string): NodeJS.Timeout => {
    const fires = standing(() => came.push(name), LONG, false);
    return setTimeout(function fired(this: unknown) {
      Reflect.apply(fires, this, []);
      stood.push(name);
    }, 1);
  };
  const stood: string[] = [];
  standStill();
  const [cleared, anew] = [set('cleared'), set('anew'), set('due')];
  await vi.waitUntil(() => stood.length === 3);
  clearTimeout(cleared);
  anew?.refresh();
  goOn();
  await turn();
  expect(came).toEqual(['due']);
  await vi.waitUntil(() => came.includes('anew'));
  expect(came).toEqual(['due', 'anew']);
});
