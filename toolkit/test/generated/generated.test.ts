/**
 * What taskscope says of programs from a grammar is true, and they do what they do without it: on a few hundred of them here,
 * and by `npm run verify generated` on as many as you like. A failure that it finds becomes a program in `found/`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { NODES } from '../nodes.ts';
import { FOUND } from './found/programs.ts';
import { Judge, type Verdict } from './judge.ts';
import { search } from './search.ts';

const SEED = 20_261_129;
const COUNT = isShort ? 200 : 1500;

describe.each(NODES)('on Node $major', ({ major, path }) => {
  describe.skipIf(path === null)('the truth about generated programs', () => {
    let judge: Judge;
    const verdicts = new Map<string, Verdict>();
    beforeAll(async () => {
      judge = new Judge({ node: path ?? '', major });
      const judged = await judge.judge(Object.values(FOUND));
      for (const [index, name] of Object.keys(FOUND).entries()) {
        const verdict = judged[index];
        if (verdict !== undefined) verdicts.set(name, verdict);
      }
    });
    afterAll(() => judge.end());

    test.each(Object.keys(FOUND))('%s', (name) => {
      expect(verdicts.get(name)?.problems, verdicts.get(name)?.text).toEqual([]);
    });

    test(`${COUNT} programs from the grammar`, { timeout: 300_000 }, async () => {
      const { failures, notRun } = await search(judge, { seed: SEED, count: COUNT });
      expect(failures.map(({ index, problems, text }) => ({ index, problems, text }))).toEqual([]);
      expect(notRun).toBeLessThan(COUNT / 20);
    });
  });
});
