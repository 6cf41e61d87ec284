/** Which groups have a series: over any life of a process, the bounds hold, nothing is lost, and what is proven is named. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GroupNames, type GroupSeries } from '../../src/metrics/group-series.ts';
import type { Group } from '../../src/registry/groups.ts';

const NAMES_LIMIT = 200;

function group(line: number, count: number, leaked = false): Group {
  const frame = { name: `f${line}`, file: '/nowhere/a.ts', line, column: 1, functionLine: 1, address: `0x${line}` };
  return {
    count,
    leaked,
    name: frame.name,
    frames: [frame],
    function: frame,
    createdBy: null,
    creatorCalledBy: null,
    wait: 'await',
    ms: 0,
    labels: {},
    exemplars: [],
  };
}

const sum = (series: readonly GroupSeries[]): number => series.reduce((all, { tasks }) => all + tasks, 0);
const named = (series: readonly GroupSeries[]): GroupSeries[] => series.filter(({ site }) => site !== 'other');

test('over any sequence of readings', () => {
  const oneGroup = fc.record({
    line: fc.integer({ min: 0, max: 600 }),
    count: fc.integer({ min: 1, max: 1000 }),
    // Few: their number is bounded elsewhere.
    leaked: fc.integer({ min: 0, max: 20 }).map((number) => number === 0),
  });
  const readings = fc.array(fc.array(oneGroup, { maxLength: 80 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(readings, fc.integer({ min: 0, max: 25 }), (life, shown) => {
      const names = new GroupNames(shown);
      const unproven = new Set<string>();
      for (const reading of life) {
        const groups = reading.map(({ line, count, leaked }) => group(line, count, leaked));
        const series = names.choose(groups);
        expect(sum(series)).toBe(groups.reduce((all, { count }) => all + count, 0));
        const keys = series.map(({ site, wait, function: name }) => `${site} ${wait} ${name}`);
        expect(new Set(keys).size).toBe(keys.length);
        const suspected = named(series).filter(({ leaked }) => !leaked);
        expect(suspected.length).toBeLessThanOrEqual(shown);
        for (const { site } of suspected) unproven.add(site);
        const proven = groups.filter(({ leaked, frames }) => leaked && frames[0]?.line !== 0);
        for (const { name } of proven) expect(series.map((each) => each.function)).toContain(name);
      }
      expect(unproven.size).toBeLessThanOrEqual(NAMES_LIMIT);
    }),
  );
});

test('a leak of the second day is named where all names are given and all places taken', () => {
  const names = new GroupNames(20);
  for (let day = 0; day < 20; day++)
    names.choose(Array.from({ length: 20 }, (_, index) => group(1 + day * 20 + index, 1000)));
  const crowd = Array.from({ length: 40 }, (_, index) => group(1000 + index, 1000));
  expect(named(names.choose([...crowd, group(7777, 1)]))).toEqual([]);
  expect(named(names.choose([...crowd, group(7777, 1, true)]))).toEqual([
    { site: '/nowhere/a.ts:7777', wait: 'await', function: 'f7777', tasks: 1, leaked: true },
  ]);
});

test('what is proven takes no place of what is large', () => {
  const proven = Array.from({ length: 5 }, (_, index) => group(100 + index, 1000 + index, true));
  const large = [group(1, 30), group(2, 20), group(3, 10)];
  const series = named(new GroupNames(2).choose([...large, ...proven]));
  expect(series.filter(({ leaked }) => !leaked).map((each) => each.function)).toEqual(['f1', 'f2']);
  expect(series.filter(({ leaked }) => leaked)).toHaveLength(5);
});

test('live and proven tasks of one place are one series, whatever their labels', () => {
  const series = new GroupNames(20).choose([group(5, 3), group(5, 2, true), { ...group(5, 4), labels: { a: 'b' } }]);
  expect(series).toEqual([{ site: '/nowhere/a.ts:5', wait: 'await', function: 'f5', tasks: 9, leaked: true }]);
});
