/** Lab 4 judges a dump by what it says, and not by its words. */
import { formatProfile, type Group, type Profile } from 'taskscope';
import { describe, expect, test } from 'vitest';
import { dumpProblem, outline, readDump } from '../../labs/04-stack-dumps/check/dump.ts';

function group(count: number, ...lines: number[]): Group {
  const frames = lines.map((line) => ({
    name: `at${line}`,
    file: '/shop/routes.ts',
    line,
    column: 1,
    address: `0x${line}`,
    functionLine: 1,
  }));
  const [frame] = frames;
  if (frame === undefined) throw new Error('a group has a frame');
  const rest = { leaked: false, createdBy: null, creatorCalledBy: null, ms: 5, labels: {}, exemplars: [] };
  return { count, name: frame.name, frames, function: frame, wait: 'chan send', ...rest };
}

function profileOf(...groups: Group[]): Profile {
  return { total: groups.reduce((sum, { count }) => sum + count, 0), groups };
}

const THREE = profileOf(group(12, 20, 40), group(3, 21), group(1, 2));

/** A dump in words of its own, with the groups of the profile or others. */
function inOwnWords({ total, groups }: Profile): string {
  const records = groups.map(({ count, frames }) => [
    `${count} @ somewhere`,
    ...frames.map(({ line }) => ` in routes.ts:${line}`),
  ]);
  return [`all in all ${total}`, ...records.flat()].join('\n');
}

describe('a dump agrees', () => {
  test('as taskscope writes it, and in words of its own', () => {
    expect(dumpProblem(formatProfile(THREE), THREE, true)).toBeNull();
    expect(dumpProblem(formatProfile(THREE, { name: 'goroutine' }), THREE, true)).toBeNull();
    expect(dumpProblem(inOwnWords(THREE), THREE, true)).toBeNull();
  });

  test('with the tasks of the request that asks', () => {
    expect(dumpProblem(inOwnWords(profileOf(...THREE.groups, group(1, 99))), THREE, true)).toBeNull();
  });

  test('with nothing, where there is nothing', () => {
    expect(dumpProblem(formatProfile(profileOf()), profileOf(), true)).toBeNull();
  });
});

describe('a dump does not agree', () => {
  const [large, middle, small] = THREE.groups;
  if (large === undefined || middle === undefined || small === undefined) throw new Error('three groups');
  const all: [string, string, RegExp][] = [
    ['without a total', 'tasks:\n12 @ x', /first line/],
    ['that is a page of something else', '<!doctype html>', /first line/],
    ['of an earlier moment', inOwnWords(profileOf(group(2, 20, 40), middle, small)), /16 tasks in all/],
    ['that counts far too many', inOwnWords({ ...THREE, total: 40 }), /16 tasks in all/],
    ['that leaves a group out', inOwnWords({ total: 16, groups: [large, middle] }), /1 @ … routes\.ts:2$/],
    [
      'that lists each task',
      inOwnWords({ total: 16, groups: Array(12).fill(group(1, 20, 40)) }),
      /12 @ … routes\.ts:20/,
    ],
    ['that shows the last frame only', inOwnWords(profileOf(group(12, 40), middle, small)), /12 @ … routes\.ts:20/],
    [
      'that shows a line that begins alike',
      inOwnWords(profileOf(group(12, 200, 400), middle, small)),
      /routes\.ts:20$/,
    ],
    ['that has a group twice', inOwnWords({ total: 16, groups: [large, middle, middle, small] }), /3 groups/],
    ['with the smallest first', inOwnWords({ total: 16, groups: [small, middle, large] }), /largest group first/],
  ];
  test.for(all)('%s', ([, text, expected]) => {
    expect(dumpProblem(text, THREE, true)?.expected).toMatch(expected);
  });

  test.for(all)('%s, and no line is named as long as it is to be found', ([, text]) => {
    const problem = dumpProblem(text, THREE, false);
    expect(problem).not.toBeNull();
    expect(JSON.stringify(problem)).not.toMatch(/routes\.ts:\d/);
  });
});

test('a dump is read from its first line and from `COUNT @`', () => {
  expect(readDump('total 7\n5 @ a\n b\n\n2 @ c')).toEqual({
    total: 7,
    records: [
      { count: 5, text: '5 @ a\n b\n' },
      { count: 2, text: '2 @ c' },
    ],
  });
});

test('how long tasks wait makes no other dump; that they are proven does', () => {
  const later = profileOf(...THREE.groups.map((each) => ({ ...each, ms: 99 })));
  expect(outline(later)).toBe(outline(THREE));
  expect(outline(profileOf(...THREE.groups.map((each) => ({ ...each, leaked: true }))))).not.toBe(outline(THREE));
});
