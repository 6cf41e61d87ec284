import { describe, expect, test } from 'vitest';
import { isShort } from '../test/short.ts';
import { isHeld, median, SHORT, spread } from './measure.ts';
import { measures, WORDS } from './measures.ts';
import { measured, report } from './report.ts';
import { difference, ratio } from './sample.ts';

describe('the numbers', () => {
  // The proof is a part of `npm test` by itself; `taskscope attach` is for Linux alone.
  const elsewhere = process.platform === 'linux' ? ['verify'] : ['verify', 'attach'];
  test.skipIf(isShort).each(measures.filter(({ name }) => !elsewhere.includes(name)))(
    '`$name` can be measured',
    async (measure) => {
      const { value, least, most } = await measure.measure(SHORT);
      for (const each of [value, least, most]) expect(each).toSatisfy(Number.isFinite);
      // What is counted may be none; what is timed takes time.
      if (measure.hold > 0) expect(Math.abs(value)).toBeGreaterThan(0);
      expect(least).toBeLessThanOrEqual(value);
      expect(most).toBeGreaterThanOrEqual(value);
    },
  );

  test('each has a name of its own, which is none of the other words', () => {
    const names = [...measures.map(({ name }) => name), ...WORDS];
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('a ratio and a difference are the medians over the rounds, not of the sides', () => {
    const pair = { baseline: [100, 200, 400], changed: [110, 240, 400] };
    expect(ratio(pair, 'ns', 0).value).toBeCloseTo(1.1);
    expect(difference(pair, 'ns', ['bare', 'transformed'])).toMatchObject({ value: 10, least: 0, most: 40 });
    expect(spread([3, 1, 2], 0)).toBe('2 [1..3]');
    expect(spread([2, 2.1], 0)).toBe('2');
    expect(() => median([])).toThrow('one round or more');
  });

  test('the median decides whether a number is held, and the words say so', () => {
    const measure = { name: 'x', title: 'how long', unit: 'ms', hold: 10, anchor: 'others 20', measure: () => never };
    const held = { value: 10, least: 9, most: 12.25, detail: '' };
    const lost = { value: 10.01, least: 9, most: 11, detail: 'half of it is waiting' };
    expect([isHeld(measure, held), isHeld(measure, lost)]).toEqual([true, false]);
    expect(report(measure, held)).toBe(
      '✓ x: how long\n    10 [9..12] ms, held: 10 ms or less\n    beside it: others 20',
    );
    expect(report({ ...measure, anchor: '' }, lost)).toBe(
      '✗ x: how long\n    10.0 [9.0..11.0] ms, NOT held: 10 ms or less\n    half of it is waiting',
    );
    expect(measured({ value: 0.0042, least: 0.004, most: 0.0051, detail: '' })).toBe('0.004 [0.004..0.005]');
  });
});

const never = new Promise<never>(() => {});
