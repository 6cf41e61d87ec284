import { type Effort, type Measure, reading, spread } from '../measure.ts';
import { sample, times } from '../sample.ts';

/** What `programs/dump.mjs` can tell. */
type What = 'first' | 'text' | 'memory';

export const profile: Measure = {
  name: 'profile',
  title: 'the profile of 100,000 tasks, grouped and printed',
  unit: 'ms',
  hold: 10,
  anchor: 'sketch, grouped 3–5 ms; Go 1.27: 129 ms',
  async measure(effort) {
    const warm = await samples('text', 100_000, effort);
    const cold = await samples('first', 100_000, effort);
    return reading(warm, `the first of a process ${spread(cold, 0)} ms`);
  },
};

export const dumpMemory: Measure = {
  name: 'dump-memory',
  title: 'memory held while a million tasks are printed, each in a block',
  unit: 'MB',
  hold: 10,
  anchor: 'Go: the whole text, which it cuts off at 64 MiB',
  async measure(effort) {
    return reading(await samples('memory', 1_000_000, effort));
  },
};

async function samples(what: What, tasks: number, effort: Effort): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < Math.min(5, effort.rounds); round++) {
    values.push(await sample({ file: 'dump.mjs', words: [times(tasks, effort), what], tracked: true }));
  }
  return values;
}
