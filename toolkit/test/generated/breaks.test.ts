/**
 * Each fault that is put into the toolkit is found by the generator within fifty programs: it says of one of them what it does
 * not say of the same program without the fault.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { BREAKS } from './breaks.ts';
import { Judge } from './judge.ts';
import { search } from './search.ts';

const SEED = 1;
const COUNT = 50;
/** A plain `npm test` tries one in so many. */
const SAMPLE = 9;
const SOURCES = join(import.meta.dirname, '..', '..', 'src');
const major = Number(process.versions.node.split('.', 1)[0]);

async function problems(fault?: string): Promise<string[]> {
  const judge = new Judge({ node: process.execPath, major, fault });
  const { failures } = await search(judge, { seed: SEED, count: COUNT }).finally(() => judge.end());
  return failures.map((failure) => `${failure.index}: ${failure.problems.join('; ')}`);
}

test.each(BREAKS)('what `$name` replaces stands in the sources, once', ({ edits }) => {
  for (const { file, from } of edits) {
    expect(readFileSync(join(SOURCES, file), 'utf8').split(from)).toHaveLength(2);
  }
});

describe('faults', () => {
  let without: string[] = [];
  beforeAll(async () => {
    without = await problems();
  });

  test.each(BREAKS.filter((_, index) => !isShort || index % SAMPLE === 0))('$name: found', async ({ name }) => {
    expect((await problems(name)).filter((problem) => !without.includes(problem))).not.toEqual([]);
  });
});
