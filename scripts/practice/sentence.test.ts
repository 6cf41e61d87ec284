import { expect, test } from 'vitest';
import { sentenceOn } from './sentence.ts';
import { climbing, healthy } from './test-recordings.ts';

test('what stayed is proven, partly proven, or only suspected', () => {
  expect(sentenceOn(climbing(1000), null)).toBe(
    'The load is over, and 1000 tasks stayed, all proven never to finish; they wait at labs/02-leaky-query/server.ts:24.',
  );
  expect(sentenceOn(climbing(100, 30), null)).toBe(
    'The load is over, and 100 tasks stayed, 70 of them proven never to finish; most wait at labs/02-leaky-query/server.ts:24.',
  );
  expect(sentenceOn(climbing(1, 1), null)).toBe(
    'The load is over, and 1 task stayed, though nothing proves that it can never finish; it waits at labs/02-leaky-query/server.ts:31.',
  );
});

test('a count that is back is compared with what stayed before', () => {
  expect(sentenceOn(healthy(), null)).toBe(
    'The load is over, and the task count is back at its baseline of 1: nothing stayed.',
  );
  expect(sentenceOn(healthy(), climbing(1000))).toBe(
    'The load is over, and the task count is back at its baseline of 1: nothing stayed; before, 1000 tasks stayed.',
  );
});
