import type { Measure } from '../measure.ts';
import { alternate, ratio } from '../sample.ts';

/** An absolute time differs from machine to machine; what the parser takes alone is measured in the same run. */
export const load: Measure = {
  name: 'load',
  title: 'load time of the transform for 1,000 lines, nothing cached, over the parser alone',
  unit: '×',
  hold: 2,
  anchor: 'sketch 3–6 ms',
  async measure({ rounds }) {
    const pair = await alternate(
      rounds,
      { file: 'transform-load.ts', words: ['parse'], tracked: false },
      { file: 'transform-load.ts', words: ['transform'], tracked: false },
    );
    return ratio(pair, 'ms', 2, 'parser alone');
  },
};
