import { type Measure, median, spread } from '../measure.ts';
import { sample, times } from '../sample.ts';

/** The median of some tests in each of several processes. */
function leakTest(what: 'clean' | 'proof', count: number): Measure['measure'] {
  return async (effort) => {
    const values: number[] = [];
    for (let round = 0; round < effort.rounds; round++) {
      values.push(await sample({ file: 'leak-test.mjs', words: [what, times(count, effort)], tracked: true }));
    }
    return { value: median(values), detail: `medians of the processes ${spread(values, 3)} ms` };
  };
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
];
