import { inject } from 'light-my-request';
import { Channel, go } from 'taskscope';
import { check } from 'taskscope/leaktest';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { healthy, leaky, leakyOnError, slow } from './handlers.ts';

const stop = new Channel<void>();
beforeAll(() => {
  // Started once and kept.
  go(async function pool() {
    await stop.receive();
  });
});

describe.concurrent('handlers', () => {
  test('healthy', async () => {
    expect((await inject(healthy, '/')).payload).toBe('12');
  });

  test('slow', async () => {
    expect((await inject(slow, '/')).payload).toBe('12');
  });

  test('without an error', async () => {
    expect((await inject(leakyOnError, '/')).payload).toBe('12');
  });

  test('rejects', async () => {
    go(async () => {
      await null;
      throw new Error('no leak');
    }).catch(() => {});
  });
});

describe('what hooks start and end', () => {
  let jobs = new Channel<number>();
  beforeEach(() => {
    jobs = new Channel();
    go(async function worker() {
      for await (const job of jobs) expect(job).toBe(1);
    });
  });
  afterEach(() => jobs.close());

  test('has ended', async () => {
    await jobs.send(1);
  });
});

test('fake timers', async () => {
  vi.useFakeTimers();
  go(async () => {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(performance.now()).toBeGreaterThan(0);
});

test('passed over', async () => {
  vi.useRealTimers();
  go(async function janitor() {
    await new Channel().receive();
  });
});

test('what a check in the test has found is not found again', async ({ task }) => {
  const done = check({ task });
  await inject(leaky, '/');
  await expect(done()).rejects.toThrow('Leaked (proven): `sender`');
});
