import { describe, expect, test } from 'vitest';
import { median, SHORT, spread } from './measure.ts';
import { measures } from './measures.ts';
import { report } from './report.ts';
import { difference, ratio } from './sample.ts';

describe('the numbers', () => {
  test.each(measures)('`$name` can be measured', async (measure) => {
    const { value, detail } = await measure.measure(SHORT);
    expect(value).not.toBeNaN();
    expect(Math.abs(value)).toBeGreaterThan(0);
    expect(detail).toMatch(/\d/);
  });

  test('a ratio and a difference are the medians over the rounds, not of the sides', () => {
    const pair = { baseline: [100, 200, 400], changed: [110, 240, 400] };
    expect(ratio(pair, 'ns', 0).value).toBeCloseTo(1.1);
    expect(difference(pair, 'ns', ['bare', 'transformed']).value).toBe(10);
    expect(spread([3, 1, 2], 0)).toBe('2 [1..3]');
    expect(() => median([])).toThrow('one round or more');
  });

  test('a number that is not held is said so, in words', () => {
    const [measure] = measures;
    if (measure === undefined) throw new Error('nothing is measured');
    expect(report(measure, { value: measure.hold, detail: '' })).toMatch(/^✓.*\n.*, held: /);
    expect(report(measure, { value: measure.hold * 1.01, detail: '' })).toMatch(/^✗.*\n.*NOT held: /);
  });
});
