import { setImmediate as turn } from 'node:timers/promises';
import { Channel, Condition, go, Mutex, profile, select, tasks, WaitGroup } from 'taskscope';
import { describe, expect, test } from 'vitest';

const waitOf = (name: string): string | undefined => tasks().find((task) => task.name === name)?.wait;

describe('a mutex', () => {
  test('is held by one at a time, first come first served', async () => {
    const mutex = new Mutex();
    const order: string[] = [];
    const enter = (name: string): Promise<void> =>
      mutex.withLock(async () => {
        order.push(`${name} in`);
        await turn();
        order.push(`${name} out`);
      });
    await Promise.all([enter('a'), enter('b'), enter('c')]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    expect(mutex.locked).toBe(false);
  });

  test('is unlocked however its holder ends, and shows who waits', async () => {
    const mutex = new Mutex();
    await expect(mutex.withLock(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(mutex.tryLock()).toBe(true);
    expect(mutex.tryLock()).toBe(false);
    const waiting = go(() => mutex.lock(), { name: 'locker' });
    expect(waitOf('locker')).toBe('mutex lock');
    mutex.unlock();
    await waiting;
    mutex.unlock();
    expect(() => mutex.unlock()).toThrow('The mutex is not locked');
  });

  test('is not handed to one that was aborted', async () => {
    const mutex = new Mutex();
    await mutex.lock();
    const controller = new AbortController();
    const aborted = mutex.lock({ signal: controller.signal });
    const next = mutex.lock();
    controller.abort();
    await expect(aborted).rejects.toThrow('`lock` was aborted');
    mutex.unlock();
    await next;
    await expect(mutex.lock({ signal: AbortSignal.abort() })).rejects.toThrow('`lock` was aborted');
  });
});

describe('a wait group', () => {
  test('lets go once all is done', async () => {
    const group = new WaitGroup();
    await group.wait();
    const ended: number[] = [];
    for (const each of [1, 2, 3]) {
      group.go(async () => {
        await turn();
        ended.push(each);
      });
    }
    const failing = group.go(() => Promise.reject(new Error('failed')));
    await expect(failing).rejects.toThrow('failed');
    const waiting = go(() => group.wait(), { name: 'waiter' });
    expect(waitOf('waiter')).toBe('wait group');
    await waiting;
    expect(ended).toEqual([1, 2, 3]);
    expect(group.count).toBe(0);
  });

  test('refuses more that is done than there was to do', () => {
    const group = new WaitGroup();
    group.add(2);
    group.done();
    group.done();
    expect(() => group.done()).toThrow('`add(-1)` on a wait group of 0');
    expect(() => group.add(0.5)).toThrow('`add(0.5)`');
  });

  test('ends a wait by its signal', async () => {
    const group = new WaitGroup();
    group.add();
    const controller = new AbortController();
    const waiting = group.wait({ signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toThrow('`wait` was aborted');
  });
});

describe('a condition', () => {
  test('wakes one by `signal`, all by `broadcast`, each with the lock', async () => {
    const mutex = new Mutex();
    const condition = new Condition(mutex);
    const woken: string[] = [];
    const wait = async (name: string): Promise<void> => {
      await mutex.lock();
      await condition.wait();
      expect(mutex.locked).toBe(true);
      woken.push(name);
      await turn();
      mutex.unlock();
    };
    const all = ['a', 'b', 'c'].map((name) => go(() => wait(name), { name }));
    await turn();
    expect(mutex.locked).toBe(false);
    condition.signal();
    await all[0];
    expect(woken).toEqual(['a']);
    condition.broadcast();
    await Promise.all(all);
    expect(woken).toEqual(['a', 'b', 'c']);
  });

  test('has the lock again where its wait is aborted, and needs it to wait', async () => {
    const mutex = new Mutex();
    const condition = new Condition(mutex);
    await expect(condition.wait()).rejects.toThrow('The mutex is not locked');
    await mutex.lock();
    const controller = new AbortController();
    const waiting = condition.wait({ signal: controller.signal });
    expect(mutex.locked).toBe(false);
    await mutex.lock();
    controller.abort();
    mutex.unlock();
    await expect(waiting).rejects.toThrow('`wait` was aborted');
    expect(mutex.locked).toBe(true);
  });

  test('shows who waits', async () => {
    const mutex = new Mutex();
    const condition = new Condition(mutex);
    await mutex.lock();
    const waiting = go(() => condition.wait(), { name: 'waits for a change' });
    expect(waitOf('waits for a change')).toBe('condition');
    expect(profile().groups.some(({ wait }) => wait === 'condition')).toBe(true);
    condition.signal();
    await waiting;
  });
});

test('`select` never chooses a case whose channel is null', async () => {
  const open = new Channel<number>(1);
  await open.send(1);
  for (let round = 0; round < 20; round++) {
    expect(await select([{ receive: null }, { receive: open }, { send: null, value: 2 }])).toEqual({
      index: 1,
      value: 1,
    });
    await open.send(1);
  }
  const controller = new AbortController();
  const never = select([{ receive: null }], { signal: controller.signal });
  controller.abort();
  await expect(never).rejects.toThrow('`select` was aborted');
});
