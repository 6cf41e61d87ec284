/**
 * Lab 1 tries `isLeaking` on series that it draws by chance. Whatever the seed: each right one has to be right on all of
 * them, and each wrong one wrong on some, else chance would decide who passes.
 */
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { Random } from '../checker/random.ts';
import { isShort } from '../test/short.ts';
import { type Lab, readCourse } from './course.ts';
import { unpackWrongFix, wrongFixNames } from './wrong-fixes.ts';

interface Sample {
  ms: number;
  count: number;
}

interface Series {
  shape: string;
  leaking: boolean;
  samples: Sample[];
}

type IsLeaking = (samples: readonly Sample[]) => boolean;
type Ways = { [name: string]: IsLeaking };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const lab = counting();
/** All ten thousand: `LEAKLAB_SEEDS=10000`, which takes two and a half minutes. */
const SEEDS = Number(process.env['LEAKLAB_SEEDS'] ?? (isShort ? 30 : 2000));
/** As the check draws them. */
const TIMES = 20;

const { drawSeries }: { drawSeries(random: Random, times: number): Series[] } = await load(
  join(lab.folder, 'series.ts'),
);

const right: Ways = { ...(await ways(rightOnes())), ...honestWays() };
const wrong: Ways = { ...(await ways(wrongOnes())), ...hastyWays() };
/** By its way, what each seed showed: the series that a right one judged wrong, the seeds with which a wrong one got through. */
const mistakes = new Map<string, { seed: number; shapes: string[] }[]>();
const escapes = new Map<string, number[]>();

beforeAll(() => {
  // Each series is drawn once for all of them: to draw them takes longer than to judge them.
  for (let seed = 0; seed < SEEDS; seed++) {
    const drawn = drawSeries(new Random(seed), TIMES);
    for (const [name, isLeaking] of Object.entries(right)) {
      const shapes = drawn.filter(isMistaken(isLeaking)).map(({ shape }) => shape);
      if (shapes.length > 0) mistakes.set(name, [...(mistakes.get(name) ?? []), { seed, shapes }]);
    }
    for (const [name, isLeaking] of Object.entries(wrong)) {
      if (!drawn.some(isMistaken(isLeaking))) escapes.set(name, [...(escapes.get(name) ?? []), seed]);
    }
  }
}, 900_000);

test.each(Object.keys(right))(`%s: right on every series of ${SEEDS} seeds`, (name) => {
  expect(mistakes.get(name) ?? []).toEqual([]);
});

test.each(Object.keys(wrong))(`%s: caught with each of ${SEEDS} seeds`, (name) => {
  expect(escapes.get(name) ?? []).toEqual([]);
});

function isMistaken(isLeaking: IsLeaking): (series: Series) => boolean {
  return ({ leaking, samples }) => isLeaking(samples) !== leaking;
}

async function ways(files: readonly [name: string, file: string][]): Promise<Ways> {
  const modules = files.map(async ([name, file]) => {
    const { isLeaking }: { isLeaking: IsLeaking } = await load(file);
    return [name, isLeaking] as const;
  });
  return Object.fromEntries(await Promise.all(modules));
}

function honestWays(): Ways {
  const counts = (samples: readonly Sample[], from: number, to: number): number[] =>
    samples.slice(from, to).map(({ count }) => count);
  const low = (samples: readonly Sample[], from: number, to: number): number => Math.min(...counts(samples, from, to));
  return {
    'the floors of the last two quarters': (samples) => low(samples, 90, 120) - low(samples, 60, 90) > 10,
    'the floors of the last two quarters, without a margin': (samples) => low(samples, 90, 120) > low(samples, 60, 90),
    'the floors of the last three quarters, each above the one before': (samples) =>
      low(samples, 90, 120) > low(samples, 60, 90) && low(samples, 60, 90) > low(samples, 30, 60),
    'the last floor against that of all before it that is warm': (samples) =>
      low(samples, 100, 120) > low(samples, 40, 100),
    'the floors of two short windows': (samples) => low(samples, 100, 120) > low(samples, 50, 70) + 30,
    'the slope through the floors of five windows': (samples) => {
      const floors = [40, 56, 72, 88, 104].map((start) => low(samples, start, start + 16));
      return floors.reduce((sum, floor, index) => sum + floor * (index - 2), 0) / 10 > 8;
    },
  };
}

function hastyWays(): Ways {
  const counts = (samples: readonly Sample[], from = 0, to = samples.length): number[] =>
    samples.slice(from, to).map(({ count }) => count);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
  const highest = (values: readonly number[]): number => Math.max(...values);
  /** Tasks a second, by least squares. */
  const slope = (values: readonly number[]): number => {
    const middle = (values.length - 1) / 2;
    const spread = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
    return values.reduce((sum, value, index) => sum + value * (index - middle), 0) / spread;
  };
  const halves = (of: (values: readonly number[]) => number): IsLeaking => {
    return (samples) => of(counts(samples, 60)) > of(counts(samples, 0, 60)) + 10;
  };
  const quarters = (of: (values: readonly number[]) => number): IsLeaking => {
    return (samples) => of(counts(samples, 90)) > of(counts(samples, 30, 60)) + 10;
  };
  return {
    'the last against the first': (samples) => (samples.at(-1)?.count ?? 0) > (samples[0]?.count ?? 0) * 1.5,
    'the last above the first': (samples) => (samples.at(-1)?.count ?? 0) > (samples[0]?.count ?? 0) + 10,
    'the last against all that came before': (samples) =>
      (samples.at(-1)?.count ?? 0) > median(counts(samples, 0, 119)) + 10,
    'the means of the halves': halves(mean),
    'the means of two quarters': quarters(mean),
    'the medians of the halves': halves(median),
    'the medians of two quarters': quarters(median),
    'the highest of the halves': halves(highest),
    'the highest of two quarters': quarters(highest),
    'a regression over all': (samples) => slope(counts(samples)) > 0.5,
    'a regression over the second half': (samples) => slope(counts(samples, 60)) > 0.5,
    'the slope of the last twenty': (samples) => slope(counts(samples, 100)) > 0.5,
    'a threshold': (samples) => (samples.at(-1)?.count ?? 0) > 500,
    'every sample above the one before': (samples) =>
      samples.every(({ count }, index) => count >= (samples[index - 1]?.count ?? 0)),
    always: () => true,
    never: () => false,
  };
}

function counting(): Lab {
  const [first] = readCourse(ROOT);
  if (first === undefined) throw new Error('the course has labs');
  return first;
}

function rightOnes(): [name: string, file: string][] {
  return globSync('{.,alternatives/*}/is-leaking.ts', { cwd: lab.solution }).map((file) => [
    dirname(file) === '.' ? 'solution' : dirname(file),
    join(lab.solution, file),
  ]);
}

function wrongOnes(): [name: string, file: string][] {
  return wrongFixNames(lab)
    .filter((name) => name.startsWith('judges-'))
    .map((name) => [name, join(unpackWrongFix(ROOT, lab, name), 'is-leaking.ts')]);
}

/** Labs and solutions are run, and imported by nobody: here as the checker does. */
async function load<T>(file: string): Promise<T> {
  return await import(pathToFileURL(file).href);
}
