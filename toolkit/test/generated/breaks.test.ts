/** Each fault that is put into the toolkit is found by the generator within 300 programs. */
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
const SAMPLE = 8;
const SOURCES = join(import.meta.dirname, '..', '..', 'src');
const major = Number(process.versions.node.split('.', 1)[0]);

test.each(BREAKS)('what `$name` replaces stands in the sources, once', ({ edits }) => {
  for (const { file, from } of edits) {
    expect(readFileSync(join(SOURCES, file), 'utf8').split(from)).toHaveLength(2);
  }
});

describe.each(BREAKS.map(({ name }, index) => ({ name, left: isShort && index % SAMPLE !== 0 })))(
  '$name',
  ({ name, left }) => {
    test.skipIf(left)('is found', { timeout: 120_000 }, async () => {
      const judge = new Judge({ node: process.execPath, major, fault: name });
      const { failures } = await search(judge, { seed: SEED, count: COUNT, first: true }).finally(() => judge.end());
      expect(failures).not.toEqual([]);
    });
  },
);
