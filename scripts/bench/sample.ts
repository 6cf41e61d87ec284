/** Samples are child processes: neither side of a comparison finds what the other left in the compiler or the heap. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Effort, type Reading, reading, spread } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Program {
  /** A file beside, in `programs`; it prints one number. */
  file: string;
  words?: string[];
  /** Whether it runs under `taskscope/register`. */
  tracked: boolean;
}

/** What the program printed. */
export async function sample({ file, words = [], tracked }: Program): Promise<number> {
  const path = fileURLToPath(new URL(`./programs/${file}`, import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--conditions=taskscope-source',
      '--disable-warning=ExperimentalWarning',
      '--expose-gc',
      ...(tracked ? ['--import=taskscope/register'] : []),
      path,
      ...words,
    ],
    { cwd: ROOT },
  );
  const value = Number(stdout);
  if (stdout.trim() === '' || !Number.isFinite(value)) {
    throw new Error(`\`${file}\` printed no number but \`${stdout.trim()}\`: run it by itself to see why.`);
  }
  return value;
}

export interface Pair {
  baseline: number[];
  changed: number[];
}

/** Both sides in turn, so that a busy minute of the machine meets both. */
export async function alternate(rounds: number, baseline: Program, changed: Program): Promise<Pair> {
  const pair: Pair = { baseline: [], changed: [] };
  for (let round = 0; round < rounds; round++) {
    pair.baseline.push(await sample(baseline));
    pair.changed.push(await sample(changed));
  }
  return pair;
}

/** The median of the ratios of the rounds. */
export function ratio({ baseline, changed }: Pair, unit: string, digits: number, bare = 'bare'): Reading {
  const ratios = changed.map((value, round) => value / (baseline[round] ?? Number.NaN));
  return reading(ratios, `${bare} ${spread(baseline, digits)}, transformed ${spread(changed, digits)} ${unit}`);
}

/** The median of the differences of the rounds. */
export function difference({ baseline, changed }: Pair, unit: string, names: [string, string]): Reading {
  const differences = changed.map((value, round) => value - (baseline[round] ?? Number.NaN));
  return reading(differences, `${names[0]} ${spread(baseline, 0)}, ${names[1]} ${spread(changed, 0)} ${unit}`);
}

/** A count of repetitions, as a word for a program. */
export function times(count: number, { scale }: Effort): string {
  return String(Math.max(1, Math.round(count * scale)));
}
