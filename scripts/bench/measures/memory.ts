import { type Measure, reading, spread } from '../measure.ts';
import { alternate, sample, times } from '../sample.ts';

export const frameMemory: Measure = {
  name: 'frame-memory',
  title: 'memory for each suspended frame, all told',
  unit: 'B',
  hold: 860,
  anchor: 'bare 392 B, sketch 706–730 B, Go 2.8 kB',
  async measure(effort) {
    const program = { file: 'frame-memory.mjs', words: [times(200_000, effort)] };
    const rounds = Math.min(3, effort.rounds);
    const { baseline, changed } = await alternate(
      rounds,
      { ...program, tracked: false },
      { ...program, tracked: true },
    );
    return reading(changed, `bare ${spread(baseline, 0)} B`);
  },
};

export const leakMemory: Measure = {
  name: 'leak-memory',
  title: 'memory after a million leaks, collected, over the start',
  unit: 'MB',
  hold: 10,
  anchor: 'Go 2.8 GB',
  async measure(effort) {
    const values: number[] = [];
    for (let round = 0; round < Math.min(3, effort.rounds); round++) {
      values.push(await sample({ file: 'leak-memory.mjs', words: [times(1_000_000, effort)], tracked: true }));
    }
    return reading(values);
  },
};
