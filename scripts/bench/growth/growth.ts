/** Cost as it grows: each operation with 1,000 to a million tasks. */
import { type Effort, type Reading, reading } from '../measure.ts';
import { sample, times } from '../sample.ts';

export const TASKS = [1000, 10_000, 100_000, 1_000_000] as const;
const ROUNDS = 3;

export interface Curve {
  name: string;
  title: string;
  /** Of the readings. */
  unit: 'ns' | 'ms';
  /** The program that prints it, and the word that asks for it. */
  file: string;
  word: string;
}

/** What one asks for, and what makes and ends tasks. */
export const OPERATIONS: readonly Curve[] = [
  curve('settle', 'ms', '`settle()`, from the moment at which all tasks may end', 'growth.mjs'),
  curve(
    'proof',
    'ms',
    '`collect()`, until all of the tasks, which nothing can wake any more, are proven',
    'growth.mjs',
  ),
  curve('profile', 'ms', 'the profile, grouped and printed', 'dump.mjs', 'text'),
  curve('go', 'ns', 'one more `go()`', 'growth.mjs'),
  curve('count', 'ns', '`taskCount()`', 'growth.mjs'),
];

/** What a dump costs the program that is dumped. */
export const DUMPS: readonly Curve[] = [
  curve('each task', 'ms', 'each task in a block, streamed, from the first piece to the last', 'dump.mjs', 'tasks'),
  curve(
    'its longest pause',
    'ms',
    'the longest time, meanwhile, in which the program could not go on',
    'dump.mjs',
    'pause',
  ),
  curve(
    'by group',
    'ms',
    'the profile, grouped and printed: the program stands still for that long',
    'dump.mjs',
    'text',
  ),
];

/** For each curve, by its name, a reading for each number of `TASKS`. */
export type Growth = { [curve: string]: Reading[] };

export async function measureGrowth(effort: Effort, tell: (text: string) => void): Promise<Growth> {
  const growth: Growth = {};
  for (const { name, file, word } of [...OPERATIONS, ...DUMPS]) {
    const readings: Reading[] = [];
    for (const tasks of TASKS) {
      const values: number[] = [];
      for (let round = 0; round < Math.min(ROUNDS, effort.rounds); round++) {
        values.push(await sample({ file, words: [times(tasks, effort), word], tracked: true }));
      }
      readings.push(reading(values));
    }
    tell(name);
    growth[name] = readings;
  }
  return growth;
}

/** Seconds. */
export function secondsOf({ unit }: Pick<Curve, 'unit'>, { value }: Pick<Reading, 'value'>): number {
  return value * (unit === 'ns' ? 1e-9 : 1e-3);
}

function curve(name: string, unit: Curve['unit'], title: string, file: string, word = name): Curve {
  return { name, unit, title, file, word };
}
