/**
 * Programs from a grammar, whose truth is known by construction: they do with taskscope what they do without it, and what is said
 * of them is right. The seed is the same each time, so that a failure is one of this change and not of chance; `npm run verify
 * generated` tries others, and more.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { NODES } from '../nodes.ts';
import { FOUND } from './found/programs.ts';
import { Judge } from './judge.ts';
import { search } from './search.ts';

const SEED = 20_261_129;
const COUNT = isShort ? 60 : 1000;

describe.each(NODES)('on Node $major', ({ major, path }) => {
  describe.skipIf(path === null)('generated programs', () => {
    let judge: Judge;
    beforeAll(() => {
      judge = new Judge({ node: path ?? '', major });
    });
    afterAll(() => judge.end());

    test(`of ${COUNT} the truth is told`, { timeout: 600_000 }, async () => {
      const { failures, notRun } = await search(judge, { seed: SEED, count: COUNT });
      expect(failures.map(({ index, problems, text }) => ({ index, problems, text }))).toEqual([]);
      expect(notRun).toBeLessThan(COUNT / 20);
    });

    test('of those on which it was not told once, it is', { timeout: 300_000 }, async () => {
      const names = Object.keys(FOUND);
      const verdicts = await judge.judge(Object.values(FOUND));
      expect(Object.fromEntries(verdicts.map(({ problems }, index) => [names[index], problems]))).toEqual(
        Object.fromEntries(names.map((name) => [name, []])),
      );
    });
  });
});
