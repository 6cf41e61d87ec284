/**
 * Lab 1 tries `isLeaking` on series that it draws by chance. Whatever the seed: each right one has to be right on all of
 * them, and each wrong one wrong on some, else chance would decide who passes.
 */
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Random } from '../checker/random.ts';
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

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const lab = counting();
const SEEDS = 1000;
/** As the check draws them. */
const TIMES = 4;

const { drawSeries }: { drawSeries(random: Random, times: number): Series[] } = await load(
  join(lab.folder, 'series.ts'),
);
const drawn = Array.from({ length: SEEDS }, (_, seed) => drawSeries(new Random(seed), TIMES));

describe.each(rightOnes())('the right one of %s', (_name, file) => {
  test(`is right on every series of ${SEEDS} seeds`, async () => {
    const { isLeaking }: { isLeaking: IsLeaking } = await load(file);
    expect(mistakes(isLeaking).filter(({ shapes }) => shapes.length > 0)).toEqual([]);
  });
});

describe.each(wrongOnes())('the wrong one of %s', (_name, file) => {
  test(`is caught with each of ${SEEDS} seeds`, async () => {
    const { isLeaking }: { isLeaking: IsLeaking } = await load(file);
    expect(mistakes(isLeaking).filter(({ shapes }) => shapes.length === 0)).toEqual([]);
  });
});

describe('other honest ways', () => {
  const counts = (samples: readonly Sample[], from: number, to: number): number[] =>
    samples.slice(from, to).map(({ count }) => count);
  const low = (samples: readonly Sample[], from: number, to: number): number => Math.min(...counts(samples, from, to));
  const median = (samples: readonly Sample[], from: number, to: number): number =>
    counts(samples, from, to).sort((a, b) => a - b)[(to - from) >> 1] ?? 0;
  const ways: { [name: string]: IsLeaking } = {
    'the floors of the last two quarters': (samples) => low(samples, 90, 120) - low(samples, 60, 90) > 10,
    'the floors of the last two quarters, without a margin': (samples) => low(samples, 90, 120) > low(samples, 60, 90),
    'the floors of the last three quarters, each above the one before': (samples) =>
      low(samples, 90, 120) > low(samples, 60, 90) && low(samples, 60, 90) > low(samples, 30, 60),
    'the last floor against that of all before it that is warm': (samples) =>
      low(samples, 100, 120) > low(samples, 40, 100),
    'the floors of two short windows': (samples) => low(samples, 100, 120) > low(samples, 50, 70) + 30,
    'the medians of two windows': (samples) => median(samples, 95, 120) > median(samples, 50, 75) + 20,
    'the slope through the floors of five windows': (samples) => {
      const floors = [40, 56, 72, 88, 104].map((start) => low(samples, start, start + 16));
      return floors.reduce((sum, floor, index) => sum + floor * (index - 2), 0) / 10 > 8;
    },
  };

  test.each(Object.entries(ways))('%s', (_name, isLeaking) => {
    expect(mistakes(isLeaking).filter(({ shapes }) => shapes.length > 0)).toEqual([]);
  });
});

describe('other hasty ways', () => {
  const ways: { [name: string]: IsLeaking } = {
    'the last against the first': (samples) => (samples.at(-1)?.count ?? 0) > (samples[0]?.count ?? 0) * 1.5,
    'the means of the halves': (samples) => mean(samples.slice(60)) > mean(samples.slice(0, 60)) + 10,
    'every sample above the one before': (samples) =>
      samples.every(({ count }, index) => count >= (samples[index - 1]?.count ?? 0)),
    always: () => true,
  };

  test.each(Object.entries(ways))('%s', (_name, isLeaking) => {
    expect(mistakes(isLeaking).filter(({ shapes }) => shapes.length === 0)).toEqual([]);
  });

  function mean(samples: readonly Sample[]): number {
    return samples.reduce((sum, { count }) => sum + count, 0) / samples.length;
  }
});

/** For each seed the shapes that were judged wrong. */
function mistakes(isLeaking: IsLeaking): { seed: number; shapes: string[] }[] {
  return drawn.map((all, seed) => ({
    seed,
    shapes: all.filter(({ leaking, samples }) => isLeaking(samples) !== leaking).map(({ shape }) => shape),
  }));
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
