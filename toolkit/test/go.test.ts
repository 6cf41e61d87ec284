import {
  AbortError,
  Channel,
  collect,
  formatProfile,
  go,
  NotAFunctionError,
  profile,
  settle,
  taskCount,
  tasks,
  withLabels,
} from 'taskscope';
import { afterEach, describe, expect, test } from 'vitest';

/** This file is not transformed: what is tracked in it, `go` tracks. */
const named = (name: string) => tasks().filter((task) => task.name === name);

/** The task count does not fall by a collection, so each test starts from its own. */
let open: Channel<void>[] = [];
function gate(): Channel<void> {
  const channel = new Channel<void>();
  open.push(channel);
  return channel;
}
afterEach(() => {
  for (const channel of open) if (!channel.closed) channel.close();
  open = [];
});

describe('go', () => {
  test('gives the result of the task', async () => {
    expect(await go(async () => 1)).toBe(1);
    expect(await go(() => 2)).toBe(2);
    // @ts-expect-error: the least that `await` takes for a promise.
    expect(await go(() => ({ then: (resolve: (value: number) => void) => resolve(3) }))).toBe(3);
  });

  test('runs the function at once, up to its first await', () => {
    const steps: string[] = [];
    void go(async () => {
      steps.push('first');
      await null;
      steps.push('second');
    });
    expect(steps).toEqual(['first']);
  });

  test('turns a throw into a rejection', async () => {
    await expect(
      go(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    await expect(go(async () => Promise.reject(new Error('later')))).rejects.toThrow('later');
  });

  test('without a function says what was given and what to write', () => {
    // @ts-expect-error: what an untyped caller can do.
    expect(() => go(Promise.resolve())).toThrow(NotAFunctionError);
    // @ts-expect-error: what an untyped caller can do.
    expect(() => go(Promise.resolve())).toThrow('`go` was given a promise, not a function: write `go(() => work())`');
    // @ts-expect-error: what an untyped caller can do.
    expect(() => go()).toThrow('`go` was given nothing');
  });

  test('hands its signal on, and starts nothing where that is aborted already', async () => {
    const { signal } = new AbortController();
    expect(await go(async (given) => given, { signal })).toBe(signal);
    let started = false;
    const refused = go(
      async () => {
        started = true;
      },
      { signal: AbortSignal.abort('too late') },
    );
    await expect(refused).rejects.toBeInstanceOf(AbortError);
    await expect(refused).rejects.toMatchObject({ reason: 'too late' });
    expect(started).toBe(false);
  });

  test('counts the task until it ends, whichever way it ends', async () => {
    const baseline = taskCount();
    const channel = gate();
    const good = go(() => channel.receive());
    const bad = go(() => channel.receive().then(() => Promise.reject(new Error('bad'))));
    expect(taskCount()).toBe(baseline + 2);
    channel.close();
    await good;
    await expect(bad).rejects.toThrow('bad');
    expect((await settle({ baseline })).outcome).toBe('settled');
  });

  test('shows where it was called, with name and labels', async () => {
    const channel = gate();
    void go(() => channel.receive(), { name: 'reader', labels: { queue: 'mail' } });
    const [task] = named('reader');
    expect(task).toMatchObject({ name: 'reader', labels: { queue: 'mail' }, createdBy: null });
    expect(task?.frames[0]?.file).toMatch(/go\.test\.ts$/);
  });

  test('tells two tasks with the same text apart from the second sample on, and never grows its tables by calls', async () => {
    const channel = gate();
    const wait = (): Promise<unknown> => channel.receive();
    for (let index = 0; index < 3; index++) void go(wait, { name: 'same' });
    expect(named('same')).toHaveLength(3);
    expect(new Set(named('same').map((task) => task.frames[0]?.line)).size).toBe(1);
  });

  test('proves a leak in code that was not transformed, and keeps it in the count', async () => {
    const baseline = taskCount();
    (() => {
      for (let index = 0; index < 10; index++)
        void go(() => new Channel<number>().send(index), { name: 'lost sender' });
    })();
    expect(taskCount()).toBe(baseline + 10);
    await collect();
    expect(taskCount()).toBe(baseline + 10);
    const group = profile().groups.find(({ name }) => name === 'lost sender');
    expect(group).toMatchObject({ count: 10, leaked: true });
    expect(await settle({ baseline, leaked: 0 })).toMatchObject({ outcome: 'leaked', count: baseline + 10 });
    expect(formatProfile(profile())).toMatch(/^10 @ 0x[0-9a-f]+$/m);
  });
});

describe('withLabels', () => {
  test('labels what is started inside, nested ones laid over', async () => {
    const channel = gate();
    withLabels({ a: '1', b: '1' }, () => {
      withLabels({ b: '2' }, () => void go(() => channel.receive(), { name: 'inner' }));
      void go(() => channel.receive(), { name: 'outer' });
    });
    void go(() => channel.receive(), { name: 'outside' });
    expect(named('inner')[0]?.labels).toEqual({ a: '1', b: '2' });
    expect(named('outer')[0]?.labels).toEqual({ a: '1', b: '1' });
    expect(named('outside')[0]?.labels).toEqual({});
  });

  test('gives back what the function gives, and what it throws', () => {
    expect(withLabels({}, () => 5)).toBe(5);
    expect(() =>
      withLabels({ a: '1' }, () => {
        throw new Error('inside');
      }),
    ).toThrow('inside');
    // @ts-expect-error: what an untyped caller can do.
    expect(() => withLabels({}, 5)).toThrow('`withLabels` was given a value of type number');
  });
});
