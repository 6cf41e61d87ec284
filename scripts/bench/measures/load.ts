import { type Measure, median, spread } from '../measure.ts';
import { sample } from '../sample.ts';

export const load: Measure = {
  name: 'load',
  title: 'load time of the transform for 1,000 lines, nothing cached',
  unit: 'ms',
  hold: 6,
  anchor: 'sketch 3–6 ms',
  async measure({ rounds }) {
    const values: number[] = [];
    for (let round = 0; round < rounds; round++) {
      values.push(await sample({ file: 'transform-load.ts', tracked: false }));
    }
    return { value: median(values), detail: spread(values, 1) };
  },
};
