import { describe, expect, test } from 'vitest';
import { oddIds } from '../odd-ids.ts';
import { Random } from '../random.ts';

const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

/** What code does with an id that it should have left alone. */
const HABITS: { [name: string]: (id: string) => string } = {
  'small letters': (id) => id.toLowerCase(),
  'large letters': (id) => id.toUpperCase(),
  'no spaces around': (id) => id.trim(),
  'one space for two': (id) => id.replaceAll(/\s+/g, ' '),
  'the first 64 letters': (id) => id.slice(0, 64),
  'plain letters only': (id) => id.replaceAll(/[^\w -]/g, ''),
  'one form of a letter': (id) => id.normalize(),
  'escaped once more': (id) => encodeURIComponent(id),
  'a number where it looks like one': (id) => (Number.isNaN(Number(id)) ? id : String(Number(id))),
  'a key of a plain object': (id) => (Reflect.has({}, id) ? 'taken' : id),
};

describe('odd ids', () => {
  test.each(Object.entries(HABITS))('%s: one of each set shows it', (_, habit) => {
    for (const seed of SEEDS)
      for (const ids of oddIds(new Random(seed), 6)) expect(ids.some((id) => habit(id) !== id)).toBe(true);
  });

  test('no id is in two sets', () => {
    for (const seed of SEEDS) {
      const ids = oddIds(new Random(seed), 6).flat();
      expect(ids).toHaveLength(18);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
