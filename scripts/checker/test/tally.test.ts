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

  test('tells tasks that stay from before a repeat and from it apart', async () => {
    const endBefore = start(4);
    const tally = new Tally(new Threads());
    await tally.begin();
    const ends = [start(3), start(2)];
    tally.beginRepeat();
    ends.push(start(5));
    expect(tally.stayed()).toEqual({ kept: 5, added: 5 });
    await ends[0]?.();
    await ends[2]?.();
    expect(tally.stayed()).toEqual({ kept: 2, added: 0 });
    tally.beginRepeat(true);
    const endAgain = start(1);
    expect(tally.stayed()).toEqual({ kept: 2, added: 1 });
    await endAgain();
    await ends[1]?.();
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
