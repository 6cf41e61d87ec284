import { type Measure, reading, spread } from '../measure.ts';
import { alternate } from '../sample.ts';

export const load: Measure = {
  name: 'load',
  title: 'load time of the transform for 1,000 lines, nothing cached',
  unit: 'ms',
  hold: 6,
  anchor: 'sketch 3–6 ms',
  async measure({ rounds }) {
    const { baseline: cold, changed: warm } = await alternate(
      rounds,
      { file: 'transform-load.ts', words: ['cold'], tracked: false },
      { file: 'transform-load.ts', words: ['warm'], tracked: false },
    );
    return reading(warm, `the first files of a process ${spread(cold, 1)} ms`);
  },
};
