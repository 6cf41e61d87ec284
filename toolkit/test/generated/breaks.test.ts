/**
 * Each fault that is put into the toolkit is found by the generator within three hundred programs, by what it is: without the fault
 * nothing is said of them (`generated.test.ts`).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { BREAKS } from './breaks.ts';
import { Judge } from './judge.ts';
import { search } from './search.ts';

const SEED = 1;
const COUNT = 300;
/** A plain `npm test` tries one in so many. */
const SAMPLE = 30;
const SOURCES = join(import.meta.dirname, '..', '..', 'src');
const major = Number(process.versions.node.split('.', 1)[0]);

test.each(BREAKS)('what `$name` replaces stands in the sources, once', ({ edits }) => {
  for (const { file, from } of edits) {
    expect(readFileSync(join(SOURCES, file), 'utf8').split(from)).toHaveLength(2);
  }
});

describe('faults', () => {
  test.each(BREAKS.filter((_, index) => !isShort || index % SAMPLE === 0))(
    '$name: found',
    { timeout: 300_000 },
    async ({ name, shows }) => {
      const judge = new Judge({ node: process.execPath, major, fault: name });
      const until = (problems: readonly string[]): boolean => problems.some((problem) => shows.test(problem));
      const { failures } = await search(judge, { seed: SEED, count: COUNT, until }).finally(() => judge.end());
      expect(failures.flatMap(({ problems }) => problems).join('\n')).toMatch(shows);
    },
  );
});
