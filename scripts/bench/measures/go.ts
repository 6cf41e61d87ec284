import type { Measure } from '../measure.ts';
import { alternate, difference, times } from '../sample.ts';

export const go: Measure = {
  name: 'go',
  title: '`go()` in code that is not transformed, over a bare async call',
  unit: 'ns',
  hold: 250,
  anchor: 'a stack captured for each task +3–6 µs',
  async measure(effort) {
    const count = times(500_000, effort);
    const pair = await alternate(
      effort.rounds,
      { file: 'go.mjs', words: ['call', count], tracked: false },
      { file: 'go.mjs', words: ['go', count], tracked: false },
    );
    return difference(pair, 'ns', ['bare call', '`go()`']);
  },
};
