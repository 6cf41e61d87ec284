/** The semantics of a leak test, those of Go's leaktest, and what it does with bad input. */
import { AsyncResource } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { Channel, go } from 'taskscope';
import { check, checkSignal, checkTimeout, LeakError } from 'taskscope/leaktest';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defineGlobals } from '../../src/globals.ts';
import { FileTest } from '../../src/leaktest/file-test.ts';
import { LeakTest } from '../../src/leaktest/leak-test.ts';

// Here `go` tracks what is tracked; without it, a leak test would say that nothing is transformed.
defineGlobals();

/** Waits for ever: nobody has the channel. */
function leak(name: string): void {
  go(() => new Channel().receive(), { name });
}

/** A task that ends when the function is called which is returned. */
function held(name: string): () => void {
  const channel = new Channel<void>();
  go(() => channel.receive(), { name });
  return () => channel.close();
}

/** The names of the tasks that a check fails for. */
async function blamed(done: () => Promise<void>): Promise<string[]> {
  try {
    await done();
    return [];
  } catch (error) {
    const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
    return errors.map((each) => {
      expect(each).toBeInstanceOf(LeakError);
      return /: (.*?), started/.exec(String(each instanceof Error ? each.message : each))?.[1] ?? '';
    });
  }
}

async function failure<E extends Error>(done: () => Promise<void>): Promise<E> {
  const error = await done().catch((reason) => reason);
  expect(error).toBeInstanceOf(Error);
  return error;
}

describe('what counts', () => {
  test('nothing that was started before', async (t) => {
    leak('before');
    const release = held('before, held');
    await check(t)();
    release();
  });

  test('all that was started since and has not finished', async (t) => {
    const done = check(t);
    leak('one');
    go(async () => {
      await turn();
      leak('two');
    });
    expect((await blamed(done)).toSorted()).toEqual(['`one`', '`two`']);
  });

  test('a task that rejects has finished', async (t) => {
    const done = check(t);
    go(() => Promise.reject(new Error('no leak'))).catch(() => {});
    await done();
  });

  test('tasks with one stack are one report', async (t) => {
    const done = check(t);
    for (let each = 0; each < 1000; each++) leak('many');
    expect(await blamed(done)).toEqual(['1000 tasks `many`']);
  });

  test('a thousand different ones are reported in part, and counted', async (t) => {
    const done = check(t);
    for (let each = 0; each < 1000; each++) leak(`different ${each}`);
    const errors = await failure<AggregateError>(done);
    expect(errors.errors).toHaveLength(20);
    expect(errors.errors.at(-1)?.message).toContain('(And 980 more groups of tasks.)');
  });
});

describe('when it ends', () => {
  test('at once where nothing was started, or all has finished', async (t) => {
    const done = check(t);
    go(async () => {});
    await Promise.resolve();
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    await done();
    expect(turned).toBe(false);
  });

  test('with the last task, of which it is told', async (t) => {
    const done = check(t);
    const release = held('held');
    let ended = false;
    const ending = done().then(() => {
      ended = true;
    });
    // Until it has looked for a proof, and waits for a word.
    for (let turns = 0; turns < 60; turns++) await turn();
    expect(ended).toBe(false);
    release();
    for (let turns = 0; turns < 30; turns++) await turn();
    expect(ended).toBe(true);
    await ending;
  });

  test('the clock starts when the function is called that `check` returns', async () => {
    const clock = vi.fn((_expire: () => void) => () => {});
    const leakTest = new LeakTest('clock', {});
    const release = leakTest.run(() => held('held'));
    await turn();
    expect(clock).not.toHaveBeenCalled();
    const ended = leakTest.end(clock, 1);
    expect(clock).toHaveBeenCalledOnce();
    release();
    expect(await ended).toEqual([]);
  });

  test('at the deadline, for a task that is merely unfinished: this is no proof, and it says so', async (t) => {
    const done = checkTimeout(t, 0);
    const release = held('held');
    const error = await failure<LeakError>(done);
    expect(error.message).toMatch(/^Stuck \(not proven\): `held`, .*, has not finished 0 ms after the end:/);
    expect(error.message).toContain('it waits at a `chan receive`');
    expect(error.message).toContain('a variable of a test that has not returned');
    release();
  });

  test('what only the test itself holds can not be proven in the test, and is proven after it', async (t) => {
    async function body(): Promise<() => Promise<void>> {
      const done = check(t);
      const channel = new Channel();
      go(() => channel.receive(), { name: 'held by the test' });
      expect(await blamed(checkTimeout(t, 0))).toEqual([]);
      await turn();
      expect(done.find().leaked).toEqual([]);
      expect(done.find().pending.map(({ name }) => name)).toEqual(['held by the test']);
      void channel.length;
      return done;
    }
    const done = await body();
    expect(await blamed(done)).toEqual(['`held by the test`']);
  });

  test('a proof does not wait for the others, and does not blame them', async (t) => {
    const done = check(t);
    const release = held('may still finish');
    leak('proven');
    const error = await failure<LeakError>(done);
    expect(error.message).toContain('Leaked (proven): `proven`');
    expect(error.message).toContain('(Not waited for: 1 more that may still finish.)');
    release();
  });

  test('at the abort of the signal, whose clock is its own', async (t) => {
    const controller = new AbortController();
    const done = checkSignal(t, controller.signal);
    const release = held('held');
    const ended = blamed(done);
    await turn();
    controller.abort();
    expect(await ended).toEqual(['`held`']);
    release();
    const aborted = checkSignal(t, AbortSignal.abort());
    go(async () => {});
    await aborted();
  });
});

describe('which test is blamed', () => {
  test('the one that started the task, of several at the same time', async () => {
    async function run(name: string, task: (name: string) => void): Promise<string[]> {
      const done = check(name);
      for (let each = 0; each < 3; each++) {
        await turn();
        setImmediate(() => task(name));
      }
      await turn();
      await turn();
      return blamed(done);
    }
    const nothing = (): void => void go(async () => turn());
    const results = await Promise.all([run('a', nothing), run('b', leak), run('c', nothing), run('d', leak)]);
    expect(results).toEqual([[], ['3 tasks `b`'], [], ['3 tasks `d`']]);
  });

  test('the inner one, of two checks of a test; the outer one for what is started after it', async (t) => {
    const outer = check(t);
    const inner = check(t);
    leak('of the inner');
    const timer = AsyncResource.bind(() => leak('late'));
    expect(await blamed(inner)).toEqual(['`of the inner`']);
    timer();
    leak('of the outer');
    expect((await blamed(outer)).toSorted()).toEqual(['`late`', '`of the outer`']);
  });

  test('the inner one, of a leak test that calls another', async () => {
    const outer = check('outer');
    leak('of the outer');
    const inner = check('inner');
    leak('of the inner');
    expect(await blamed(inner)).toEqual(['`of the inner`']);
    leak('of the outer too');
    expect((await blamed(outer)).toSorted()).toEqual(['`of the outer too`', '`of the outer`']);
  });

  test('the outer one, where the inner one never asks; and then no other', async (t) => {
    const done = check(t);
    const forgotten = check(t);
    leak('of both');
    expect(await blamed(done)).toEqual(['`of both`']);
    expect(await blamed(forgotten)).toEqual([]);
  });

  test('a test that failed before its check was asked is not in the way of the next', async () => {
    let finished = (): void => {};
    check({
      task: { name: 'fails' },
      onTestFinished: (callback) => {
        finished = callback;
      },
    });
    leak('of the failed one');
    finished();
    const next = new LeakTest('next', {});
    await AsyncResource.bind(async () => leak('not of the next'))();
    expect(await next.end(() => () => {}, undefined)).toEqual([]);
  });

  test('asked twice, it gives the same answer', async (t) => {
    const done = check(t);
    leak('once');
    expect(await blamed(done)).toEqual(['`once`']);
    expect(await blamed(done)).toEqual(['`once`']);
  });

  test('a test that runs alone, for what is started in no context of its own', async () => {
    const server = held('started by a server that was there before');
    const later = Promise.resolve();
    const alone = new LeakTest('alone', {});
    // As the hooks of a runner do it, that can't run the test in a context.
    await later;
    leak('from outside');
    expect((await alone.end(() => () => {}, undefined)).map(({ message }) => message)).toEqual([
      expect.stringContaining('`from outside`, started in the test "alone"'),
    ]);
    server();
  });

  test('no test, for what is started outside of all, after the end of one, or by none of several: the file', async () => {
    const file = new FileTest({});
    leak('outside');
    const kept = held('kept for ever');
    const first = new LeakTest('first', {});
    const timer = first.run(() => AsyncResource.bind(() => leak('after its end')));
    expect(await first.end(() => () => {}, undefined)).toEqual([]);
    timer();
    const [second, third] = [new LeakTest('second', {}), new LeakTest('third', {})];
    leak('by none of them');
    for (const each of [second, third]) expect(await each.end(() => () => {}, undefined)).toEqual([]);
    const messages = (await file.end()).map(({ message }) => /: (.*), waits/.exec(message)?.[1]);
    expect(messages.toSorted()).toEqual([
      '`after its end`, started in the test "first", but after its end',
      '`by none of them`, started while several tests ran at the same time, in the context of none of them',
      '`outside`, started outside of any test',
    ]);
    kept();
  });
});

describe('what is passed over', () => {
  test.each([
    ['its name', { name: 'janitor' }],
    ['its file', { site: 'leaktest.test.ts' }],
    ['its label', { labels: { component: 'cache' } }],
    ['its name and its label', { name: 'janitor', labels: { component: 'cache' } }],
  ])('a task by %s', async (_what, entry) => {
    const done = check('ignore', { ignore: [entry] });
    go(() => new Channel().receive(), { name: 'janitor', labels: { component: 'cache', tenant: 'a' } });
    await done();
  });

  test.each([
    ['another name', { name: 'janit' }],
    ['another line', { site: 'leaktest.test.ts:1' }],
    ['a part of a file name', { site: 'test.ts' }],
    ['another label', { labels: { component: 'pool' } }],
    ['its name and another label', { name: 'janitor', labels: { component: 'pool' } }],
  ])('none by %s', async (_what, entry) => {
    const done = check('ignore', { ignore: [entry] });
    go(() => new Channel().receive(), { name: 'janitor', labels: { component: 'cache' } });
    expect(await blamed(done)).toEqual(['`janitor` {"component":"cache"}']);
  });
});

describe('bad input', () => {
  afterEach(() => vi.useRealTimers());

  test('fake timers stop neither the wait nor the proof', async (t) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'performance', 'queueMicrotask'] });
    const done = checkTimeout(t, 1);
    leak('under fake timers');
    expect(await blamed(done)).toEqual(['`under fake timers`']);
    const late = checkTimeout(t, 1);
    const release = held('held');
    expect(await blamed(late)).toEqual(['`held`']);
    release();
  });

  test('a deadline, a signal or an entry of `ignore` that is none', () => {
    expect(() => checkTimeout('t', Number.NaN)).toThrow('`checkTimeout` needs a number of milliseconds');
    expect(() => checkTimeout('t', -1)).toThrow('`checkTimeout` needs a number of milliseconds');
    // @ts-expect-error: not a signal
    expect(() => checkSignal('t', 100)).toThrow('`checkSignal` needs an `AbortSignal`');
    expect(() => check('t', { ignore: [{}] })).toThrow('An entry of `ignore` is empty');
  });

  test('a test without a name', async () => {
    const done = check();
    leak('nameless');
    await expect(done()).rejects.toThrow('`nameless`, started in this test,');
  });

  test('`await using` ends the check with its block', async (t) => {
    async function body(): Promise<void> {
      await using _check = check(t);
      leak('in the block');
    }
    await expect(body()).rejects.toThrow('`in the block`');
  });
});
