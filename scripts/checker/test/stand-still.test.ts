import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { goOn, originalOf, standing, standStill } from '../probe/stand-still.ts';

const LONG = 60;
let came: string[] = [];
/** Those that were due, and stood still. */
let stood: string[] = [];

afterEach(async () => {
  goOn();
  await turn();
  came = [];
  stood = [];
});

/** A timer as the probe makes it, that is due soon. */
function set(name: string, does: (this: NodeJS.Timeout) => void = () => {}): NodeJS.Timeout {
  const fires = standing(
    function fired(this: unknown, ...words) {
      came.push([name, ...words].join(' '));
      Reflect.apply(does, this, []);
    },
    LONG,
    false,
  );
  return setTimeout(function due(this: unknown, ...words: unknown[]) {
    Reflect.apply(fires, this, words);
    if (!came.includes(name) && !stood.includes(name)) stood.push(name);
  }, LONG);
}

const allStood = (...names: string[]): Promise<unknown> =>
  vi.waitUntil(() => names.every((name) => stood.includes(name)));

test('while time stands still, what a timer was set for is put off; then it comes, once', async () => {
  standStill();
  const timer = set('a row');
  await allStood('a row');
  expect(came).toEqual([]);
  goOn();
  await turn();
  expect(came).toEqual(['a row']);
  expect(Reflect.get(timer, '_destroyed'), 'it is over').toBe(true);
});

test('what it was given is given to it, and so is the timer', async () => {
  let seen: unknown[] = [];
  const timer = setTimeout(
    standing(
      function fired(this: unknown, ...words) {
        seen = [this, ...words];
      },
      LONG,
      false,
    ),
    LONG,
    'a row',
    'another',
  );
  await vi.waitUntil(() => seen.length > 0);
  expect(seen).toEqual([timer, 'a row', 'another']);
});

test('what repeats comes at its next turn, and not once for each that it missed', async () => {
  const calls: unknown[] = [];
  const ticks = standing((...words) => calls.push(...words), LONG, true);
  standStill();
  for (let tick = 0; tick < 3; tick++) Reflect.apply(ticks, null, [tick]);
  goOn();
  await turn();
  Reflect.apply(ticks, null, [3]);
  expect(calls).toEqual([3]);
});

test('who looks every few milliseconds goes on, and code is told apart by what the program wrote', () => {
  const note = (): void => {};
  expect(standing(note, 10, false)).toBe(note);
  expect(originalOf(standing(note, LONG, false))).toBe(note);
  expect(originalOf(note)).toBe(note);
  expect(originalOf(null)).toBeNull();
});

test('who clears a timer that was due meanwhile is not called, by the timer or by its number; who sets it anew not before its time', async () => {
  standStill();
  const [cleared, byNumber, byText, anew] = [set('cleared'), set('by number'), set('by text'), set('anew'), set('due')];
  const [number, text] = [Number(byNumber), String(byText?.[Symbol.toPrimitive]())];
  await allStood('cleared', 'by number', 'by text', 'anew', 'due');
  clearTimeout(cleared);
  clearTimeout(number);
  clearTimeout(text);
  anew?.refresh();
  goOn();
  await turn();
  expect(came).toContain('due');
  await vi.waitUntil(() => came.includes('anew'));
  expect(came.toSorted()).toEqual(['anew', 'due']);
});

test('one that sets itself anew goes on, by the clock', async () => {
  standStill();
  let left = 2;
  set('beat', function again() {
    if (--left > 0) this.refresh();
  });
  await allStood('beat');
  goOn();
  await vi.waitUntil(() => came.length === 2);
});
