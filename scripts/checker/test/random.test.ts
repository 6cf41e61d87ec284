import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';

const draw = <T>(times: number, one: () => T): T[] => Array.from({ length: times }, one);

describe('chance', () => {
  test('comes again with its seed, and is another one with another', () => {
    const numbers = (seed: number): number[] => {
      const random = new Random(seed);
      return draw(20, () => random.number());
    };
    expect(numbers(4711)).toEqual(numbers(4711));
    expect(numbers(4711)).not.toEqual(numbers(4712));
  });

  test('is spread evenly from 0 up to 1', () => {
    const random = new Random(1);
    const numbers = draw(10_000, () => random.number());
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const tenths = Array.from({ length: 10 }, (_, tenth) => numbers.filter((n) => Math.floor(n * 10) === tenth).length);
    for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test('gives both ends of a range, and nothing beyond', () => {
    const random = new Random(2);
    expect(new Set(draw(200, () => random.between(3, 5)))).toEqual(new Set([3, 4, 5]));
  });

  test('shuffles into every order, and changes nothing but the order', () => {
    const random = new Random(3);
    const values = ['a', 'b', 'c'];
    expect(new Set(draw(200, () => random.shuffle(values).join(''))).size).toBe(6);
    expect(values).toEqual(['a', 'b', 'c']);
  });

  test('writes texts of six letters and digits, hardly ever the same', () => {
    const random = new Random(4);
    const texts = draw(1000, () => random.text());
    expect(texts.every((text) => /^[0-9a-z]{6}$/.test(text))).toBe(true);
    expect(new Set(texts).size).toBeGreaterThan(995);
  });
});
