import { describe, expect, test } from 'vitest';
import { renderStability } from './render-stability.ts';
import { changes, perLab, type Run } from './stability.ts';

const PASSES: Run = { lab: '02-two', subject: 'solution', seed: 7, saw: 'passes', problem: null };
const FAILS: Run = { lab: '02-two', subject: 'wrong/idle', seed: 7, saw: 'fails at `count`', problem: null };
/** The same again, with the next seed. */
const again = (run: Run, rest: Partial<Run> = {}): Run => ({ ...run, seed: run.seed + 1, ...rest });

describe('what changed', () => {
  test('nothing, where each subject was the same each time and what it has to be', () => {
    expect(changes([PASSES, FAILS, again(PASSES), again(FAILS)])).toEqual([]);
  });

  test('an outcome that was another one once', () => {
    const failed = again(PASSES, { saw: 'fails at `count`', problem: 'has to pass' });
    expect(changes([PASSES, failed, again(failed, { saw: 'passes', problem: null }), FAILS])).toEqual([
      {
        lab: '02-two',
        subject: 'solution',
        saw: [
          { what: 'passes', seeds: [7, 9] },
          { what: 'fails at `count`', seeds: [8] },
        ],
        problems: [{ problem: 'has to pass', seed: 8 }],
      },
    ]);
  });

  test('a failing fact that was another one once, though nobody calls it a problem', () => {
    expect(changes([FAILS, again(FAILS, { saw: 'fails at `starts`' })])).toMatchObject([{ subject: 'wrong/idle' }]);
  });

  test('what is the same each time, and never what it has to be: each problem is told once, with its first seed', () => {
    const wrong = { ...PASSES, saw: 'fails at `count`', problem: 'has to pass' };
    expect(changes([wrong, again(wrong)])).toMatchObject([
      { saw: [{ seeds: [7, 8] }], problems: [{ problem: 'has to pass', seed: 7 }] },
    ]);
  });

  test('what could not be judged once', () => {
    expect(changes([PASSES, again(PASSES, { saw: 'could not be judged', problem: 'busy' })])).toHaveLength(1);
  });

  test('a subject of the same name in another lab is another subject', () => {
    expect(changes([PASSES, { ...PASSES, lab: '03-three', saw: 'fails at `count`' }])).toEqual([]);
  });
});

const CHANGED = again(PASSES, { saw: 'could not be judged', problem: 'no time (seed 8)' });
const THIRD: Run = { ...FAILS, lab: '01-one' };

test('each lab has its row: subjects, runs, and how many subjects changed', () => {
  expect(perLab([PASSES, FAILS, CHANGED, again(FAILS), THIRD])).toEqual([
    { lab: '01-one', subjects: 1, runs: 1, changes: 0 },
    { lab: '02-two', subjects: 2, runs: 4, changes: 1 },
  ]);
});

test('the table, and below it who changed, with the seeds', () => {
  expect(renderStability([PASSES, FAILS, CHANGED, again(FAILS), THIRD]).split('\n')).toEqual([
    'lab     subjects  runs  changes',
    '01-one         1     1        0',
    '02-two         2     4        1',
    'all            3     5        1',
    '✗ 02-two  solution',
    '    1 × passes  (seed 7)',
    '    1 × could not be judged  (seed 8)',
    '    seed 8: no time (seed 8)',
  ]);
});

test('of many seeds the first are shown', () => {
  const runs = Array.from({ length: 9 }, (_, seed) => ({ ...PASSES, seed, saw: seed === 8 ? 'x' : 'passes' }));
  expect(renderStability(runs)).toContain('8 × passes  (seeds 0, 1, 2, 3, 4 and 3 more)');
});
