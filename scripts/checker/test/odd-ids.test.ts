import { describe, expect, test } from 'vitest';
import { idQuery, NO_ID, oddIds } from '../odd-ids.ts';
import { Random } from '../random.ts';

const DRAWN = Array.from({ length: 200 }, (_, seed) => oddIds(new Random(seed), 6));

/** What code does with an id that it should have left alone. */
const HABITS: { [name: string]: (id: string) => string } = {
  'small letters': (id) => id.toLowerCase(),
  'large letters': (id) => id.toUpperCase(),
  'no spaces around': (id) => id.trim(),
  'one space for two': (id) => id.replaceAll(/\s+/g, ' '),
  'the first 64 letters': (id) => id.slice(0, 64),
  'plain letters only': (id) => id.replaceAll(/[^\w -]/g, ''),
  'one form of a letter': (id) => id.normalize(),
  'what comes before a comma': (id) => id.split(',')[0] ?? '',
  'what comes before a colon': (id) => id.split(':')[0] ?? '',
  'escaped once more': (id) => encodeURIComponent(id),
  'a number where it looks like one': (id) => (Number.isNaN(Number(id)) ? id : String(Number(id))),
  'a key of a plain object': (id) => (Reflect.has({}, id) ? 'taken' : id),
};

describe('odd ids', () => {
  test.each(Object.entries(HABITS))('%s: one of each set shows it', (_, habit) => {
    for (const sets of DRAWN) for (const ids of sets) expect(ids.some((id) => habit(id) !== id)).toBe(true);
  });

  test('an address gives the id as it is; an empty one, or none, too', () => {
    expect(NO_ID.map(idQuery)).toEqual(['id=', '']);
    for (const id of DRAWN.flat(2)) expect(decodeURIComponent(idQuery(id))).toBe(`id=${id}`);
  });

  test('no id is in two sets', () => {
    for (const sets of DRAWN) {
      const ids = sets.flat();
      expect(ids).toHaveLength(18);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
