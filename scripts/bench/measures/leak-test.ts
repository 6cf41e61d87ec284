import { type Effort, type Measure, reading } from '../measure.ts';
import { sample, times } from '../sample.ts';

/** The median of some tests in each of several processes. */
function leakTest(what: 'clean' | 'proof', count: number): Measure['measure'] {
  return async (effort) => {
    const values: number[] = [];
    for (let round = 0; round < effort.rounds; round++) values.push(await tests(what, count, effort));
    return reading(values, `medians of ${effort.rounds} processes`);
  };
}

function tests(what: 'clean' | 'proof' | 'patience', count: number, effort: Effort): Promise<number> {
  return sample({ file: 'leak-test.mjs', words: [what, times(count, effort)], tracked: true });
}

export const leakTests: readonly Measure[] = [
  {
    name: 'leak-test-clean',
    title: 'what a leak test adds to a test of a clean handler',
    unit: 'ms',
    hold: 5,
    anchor: 'leaktest 0 ms',
    measure: leakTest('clean', 1001),
  },
  {
    name: 'leak-test-proof',
    title: 'leak test on the handler with three senders and two receivers, from its end to the proof',
    unit: 'ms',
    hold: 50,
    anchor: 'leaktest 5.05 s, goleak 0.45 s',
    measure: leakTest('proof', 21),
  },
  {
    name: 'leak-test-patience',
    title:
      "reports on a healthy handler whose work goes on for 800 ms, its timer ref'd or not, of 300 tests at the same time",
    unit: 'reports',
    hold: 0,
    anchor: 'goleak gives up after 0.45 s and reports it',
    // Not a median: one is one too many.
    measure: async (effort) => reading([await tests('patience', 300, effort)]),
  },
];
