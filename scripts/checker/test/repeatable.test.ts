import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { repeatable } from '../repeatable.ts';

test('a load that is repeated has the chances that it had, whatever was drawn in between', async () => {
  const random = new Random(1591546449);
  const drawn: [name: string, numbers: number[]][] = [];
  const load = repeatable({ random }, async (same, name) => {
    drawn.push([name, Array.from({ length: 20 }, () => same.random.number())]);
  });
  await load('first');
  const between = random.number();
  await load('second');
  const [first, second] = drawn;
  expect([first?.[0], second?.[0]]).toEqual(['first', 'second']);
  expect(second?.[1]).toEqual(first?.[1]);
  expect(new Set(first?.[1]).size).toBe(20);
  expect(first?.[1][0]).toBe(between);
});
