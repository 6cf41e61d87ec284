/** `settle` waits by events: it ends when the count is back, when there is a proof, or when the time is up. */
import { collect, leakedCount, settle, taskCount } from 'taskscope';
import { describe, expect, test } from 'vitest';
import { finish, place, suspended } from './simulated.ts';

describe('settle', () => {
  test('ends at once where the count is at the baseline, or below it', async () => {
    expect(await settle({ baseline: taskCount() })).toMatchObject({ outcome: 'settled', count: taskCount() });
    expect((await settle({ baseline: taskCount() + 5, timeout: 0 })).outcome).toBe('settled');
  });

  test('waits for what still runs, however it is woken', async () => {
    const baseline = taskCount();
    const [timer, unreferenced, immediate] = [
      suspended(place('timer')),
      suspended(place('unref')),
      suspended(place('immediate')),
    ];
    setTimeout(() => finish(timer), 20);
    setTimeout(() => finish(unreferenced), 30).unref();
    setImmediate(() => finish(immediate));
    const { outcome, count } = await settle({ baseline });
    expect({ outcome, count }).toEqual({ outcome: 'settled', count: baseline });
  });

  test('ends at a proof, long before its time is up', async () => {
    const [baseline, leaked] = [taskCount(), leakedCount()];
    (() => suspended(place('lost')))();
    const result = await settle({ baseline, timeout: 60_000 });
    expect(result).toMatchObject({ outcome: 'leaked', count: baseline + 1, leaked: leaked + 1 });
  });

  test('takes a proof that came before it, where it is told how many there were', async () => {
    const [baseline, leaked] = [taskCount(), leakedCount()];
    (() => suspended(place('lost')))();
    await collect();
    expect((await settle({ baseline, leaked, timeout: 60_000 })).outcome).toBe('leaked');
    expect((await settle({ baseline, timeout: 0 })).outcome).toBe('stuck');
  });

  test('says `stuck` where neither came in time: a suspicion, no proof', async () => {
    const baseline = taskCount();
    const token = suspended(place('held'));
    const { outcome, count } = await settle({ baseline, timeout: 1 });
    expect({ outcome, count }).toEqual({ outcome: 'stuck', count: baseline + 1 });
    finish(token);
    expect((await settle({ baseline })).outcome).toBe('settled');
  });
});
