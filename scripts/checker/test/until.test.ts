import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until, untilAll } from '../until.ts';

const LOOKS = { patience: 0, fewest: 5, between: () => turn() };

test('it ends as soon as the condition holds', async () => {
  let looks = 0;
  expect(await until(() => ++looks === 3, { ...LOOKS, patience: 60_000 })).toBe(true);
  expect(looks).toBe(3);
});

test('where the time is over it has looked often enough, and says no', async () => {
  const looked: number[] = [];
  const between = async (look: number): Promise<void> => void looked.push(look);
  expect(await until(async () => false, { ...LOOKS, between })).toBe(false);
  expect(looked).toEqual([0, 1, 2, 3, 4]);
});

test('what comes one by one is waited for as long as more comes, and no longer', async () => {
  let come = 0;
  // One more at each fourth look; none after the twentieth.
  let looks = 0;
  const count = async (): Promise<number> => {
    if (++looks % 4 === 0 && looks <= 20) come++;
    return come;
  };
  expect(await untilAll(100, count, LOOKS)).toBe(5);
  expect(looks).toBe(20 + LOOKS.fewest);
  expect(await untilAll(5, count, LOOKS)).toBe(5);
});
