import { go, taskCount } from 'taskscope';
import { describe, expect, test } from 'vitest';
import { Tally } from '../probe/tally.ts';
import { Threads } from '../probe/threads.ts';

/** Starts tasks that end when the returned function is called. */
function start(times: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const tasks = Array.from({ length: times }, () => go(() => promise));
  return async () => {
    resolve();
    await Promise.all(tasks);
    await new Promise(setImmediate);
  };
}

describe('a tally', () => {
  test('counts from the baseline, which need not be zero', async () => {
    const endBefore = start(2);
    const tally = new Tally(new Threads());
    expect((await tally.begin()).count).toBe(taskCount());
    const end = start(3);
    expect(tally.total - tally.baseline.count).toBe(3);
    expect(tally.excess().reduce((sum, { count }) => sum + count, 0)).toBe(3);
    await end();
    expect(tally.total).toBe(tally.baseline.count);
    expect(tally.excess()).toEqual([]);
    await endBefore();
  });

  test('keeps the peak that it was told to look at, though nobody sampled it', async () => {
    const tally = new Tally(new Threads());
    await tally.begin();
    const end = start(7);
    tally.note();
    await end();
    tally.note();
    expect(tally.peak - tally.baseline.count).toBe(7);
    expect(tally.samples[0]).toEqual([expect.any(Number), tally.baseline.count]);
  });
});
