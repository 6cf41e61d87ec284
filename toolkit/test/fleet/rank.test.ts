/** The ranking against a model: fleets whose tasks are known, told by real profiles, and what has to be said of them by its definition. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { readInstanceProfile } from '../../src/fleet/instance-profile.ts';
import { Places } from '../../src/fleet/places.ts';
import { type RankedPlace, rankPlaces, type Watched } from '../../src/fleet/rank.ts';
import { type Place, profileOf } from './profiles.ts';

/** Tasks of one instance at one moment: by function, at a line, some of them proven. */
interface Group {
  name: string;
  line: number;
  count: number;
  leaked: boolean;
}

/** By instance, by fetch; null where it did not answer. */
type Truth = (Group[] | null)[][];

const group = fc.record({
  name: fc.constantFrom('ask', 'janitor', 'poll'),
  line: fc.constantFrom(3, 12),
  count: fc.integer({ min: 1, max: 9 }),
  leaked: fc.boolean(),
});
const moment = fc.array(group, { maxLength: 5 });
const answer = fc.oneof({ arbitrary: moment, weight: 6 }, fc.constant(null));
const truth: fc.Arbitrary<Truth> = fc
  .integer({ min: 1, max: 7 })
  .chain((fetches) =>
    fc.array(fc.array(answer, { minLength: fetches, maxLength: fetches }), { minLength: 1, maxLength: 5 }),
  );

async function ranked(fleet: Truth): Promise<RankedPlace[]> {
  const places = new Places();
  const watched: Watched[] = [];
  for (const [index, answers] of fleet.entries()) {
    const profiles = [];
    for (const groups of answers) {
      profiles.push(groups === null ? null : await readInstanceProfile(await profileOf(groups.map(placeOf)), places));
    }
    watched.push({ instance: `instance ${index}`, profiles });
  }
  return rankPlaces(places, watched, fleet[0]?.length ?? 0);
}

/** Each says of itself, by a label of the program, that it is leaked: that proves nothing. */
function placeOf({ name, line, count, leaked }: Group): Place {
  return { name, file: '/nowhere/a.ts', line, count, leaked, labels: { leaked: 'true' } };
}

/** A fleet of one place, by its tasks at each fetch. */
function told(...instances: number[][]): Truth {
  return instances.map((counts) =>
    counts.map((count) => (count === 0 ? [] : [{ name: 'ask', line: 3, count, leaked: false }])),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const tasksOf = (groups: readonly Group[], name: string, leaked?: boolean): number =>
  sum(groups.filter((each) => each.name === name && (leaked ?? each.leaked) === each.leaked).map(({ count }) => count));

/** Word for word what the page says of each column. */
function expected(fleet: Truth, name: string) {
  const fetches = fleet[0]?.length ?? 0;
  const answered = fleet
    .map((answers) => answers.filter((groups) => groups !== null))
    .filter((answers) => answers.length > 0);
  const last = answered.map((answers) => tasksOf(answers.at(-1) ?? [], name));
  const first = answered.map((answers) => tasksOf(answers[0] ?? [], name));
  const whole = answered
    .filter((answers) => answers.length === fetches)
    .map((answers) => answers.map((groups) => tasksOf(groups, name)));
  return {
    tasks: sum(last),
    leaked: sum(answered.map((answers) => tasksOf(answers.at(-1) ?? [], name, true))),
    rms: Math.sqrt(sum(last.map((each) => each * each)) / answered.length),
    instances: last.filter((each) => each > 0).length,
    largest: Math.max(...last),
    growth: fetches > 1 ? sum(last) - sum(first) : null,
    trend: fetches >= 3 ? trendOf(whole) : null,
  };
}

function trendOf(whole: number[][]): 'growing' | 'steady' | null {
  const having = whole.filter((counts) => Math.max(...counts) > 0);
  const rising = having.filter((counts) => {
    const thirds = [0, 1, 2].map((third) =>
      Math.min(...counts.filter((_, index) => thirdOf(index, counts.length) === third)),
    );
    const [a = 0, b = 0, c = 0] = thirds;
    return a < b && b < c;
  });
  if (having.length > 0 && rising.length * 2 > having.length) return 'growing';
  const floors = whole.map((counts) => Math.min(...counts));
  const alike = floors.length > 0 && Math.min(...floors) > 0 && Math.max(...floors) <= 2 * Math.min(...floors);
  return alike && rising.length === 0 ? 'steady' : null;
}

/** The third of the time that a fetch falls in: they are cut where a third is over. */
function thirdOf(index: number, length: number): number {
  return [1, 2].filter((third) => index >= Math.floor((third * length) / 3)).length;
}

describe('any fleet', () => {
  test('each number is what its column says', async () => {
    const seen = new Set<unknown>();
    await fc.assert(
      fc.asyncProperty(truth, async (fleet) => {
        const places = await ranked(fleet);
        const names = ['ask', 'janitor', 'poll'].filter((name) => expected(fleet, name).tasks > 0);
        expect(places.map((place) => place.function).sort()).toEqual(names);
        for (const place of places) {
          const { largest, rms, ...rest } = expected(fleet, place.function);
          expect(place).toMatchObject({ ...rest, largest: { tasks: largest } });
          expect(place.rms).toBeCloseTo(rms);
          seen.add(place.trend);
        }
        const order = places.map(({ rms }) => rms);
        expect(order).toEqual([...order].sort((a, b) => b - a));
      }),
      { numRuns: isShort ? 60 : 400, examples: [[told([1, 2, 3], [4, 5, 6])], [told([5, 9, 5], [6, 6, 8])]] },
    );
    // Else the fleets were too plain.
    expect(seen).toEqual(new Set([null, 'growing', 'steady']));
  });

  test('many tasks on one instance weigh more than the same number spread over all', async () => {
    const one = { line: 3, leaked: false };
    const spread = { ...one, name: 'spread', count: 25 };
    const fleet = [[[{ ...one, name: 'gathered', count: 100 }, spread]], [[spread]], [[spread]], [[spread]]];
    const places = await ranked(fleet);
    expect(places.map((place) => [place.function, place.tasks, place.rms])).toEqual([
      ['gathered', 100, 50],
      ['spread', 100, 25],
    ]);
  });
});

describe('the floor', () => {
  test.each([
    ['rises', [[1, 2, 3]], 'growing'],
    ['rises under load that comes and goes', [[9, 5, 8, 6, 9, 7]], 'growing'],
    ['rises at first, as of a warm start', [[1, 5, 5]], 'steady'],
    ['rises at last alone', [[5, 5, 9]], 'steady'],
    ['falls', [[9, 5, 1]], 'steady'],
    [
      'rises on half of them',
      [
        [1, 2, 3],
        [4, 4, 4],
      ],
      null,
    ],
    [
      'rises on most',
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 7, 7],
      ],
      'growing',
    ],
    [
      'is alike, and rises on one of three',
      [
        [5, 5, 5],
        [9, 10, 11],
        [6, 8, 6],
      ],
      null,
    ],
    [
      'is alike, but for load',
      [
        [5, 9, 5],
        [10, 30, 14],
      ],
      'steady',
    ],
    [
      'is more than twice of another',
      [
        [5, 5, 5],
        [11, 11, 11],
      ],
      null,
    ],
    [
      'is none on one',
      [
        [5, 5, 5],
        [0, 5, 5],
      ],
      null,
    ],
    ['of two fetches says nothing', [[1, 2]], null],
  ])('%s', async (_name, instances, trend) => {
    expect((await ranked(told(...instances)))[0]?.trend).toBe(trend);
  });
});
