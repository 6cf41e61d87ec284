/**
 * Programs from a grammar do with taskscope what they do without it: values, the order of events, microtask turns, lines of
 * errors, reads and calls of `then`. On a hundred of them here; `npm run verify generated` also asks what is said of them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { Judge } from './judge.ts';
import { search } from './search.ts';

const SEED = 20_261_129;
const COUNT = 100;

describe.each(NODES)('on Node $major', ({ major, path }) => {
  describe.skipIf(path === null)('generated programs', () => {
    let judge: Judge;
    beforeAll(() => {
      judge = new Judge({ node: path ?? '', major });
    });
    afterAll(() => judge.end());

    test(`${COUNT} do what they do without taskscope`, { timeout: 300_000 }, async () => {
      const { failures, notRun } = await search(judge, { seed: SEED, count: COUNT });
      const differing = failures.filter(({ problems }) => problems.some((problem) => problem.startsWith('event ')));
      expect(differing.map(({ index, problems, text }) => ({ index, problems, text }))).toEqual([]);
      expect(notRun).toBeLessThan(COUNT / 20);
    });
  });
});
