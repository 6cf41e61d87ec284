import { type Measure, reading } from '../measure.ts';
import { sample, times } from '../sample.ts';

export const taskCount: Measure = {
  name: 'count',
  title: '`taskCount()` with a thousand tasks live',
  unit: 'ns',
  hold: 5,
  anchor: 'Go NumGoroutine 2–3.5 ns',
  async measure(effort) {
    const values: number[] = [];
    for (let round = 0; round < effort.rounds; round++) {
      values.push(await sample({ file: 'task-count.mjs', words: [times(20_000_000, effort)], tracked: true }));
    }
    return reading(values);
  },
};
