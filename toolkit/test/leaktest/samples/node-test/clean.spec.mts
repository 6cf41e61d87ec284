import assert from 'node:assert/strict';
import { afterEach, before, describe, it, test } from 'node:test';
import { inject } from 'light-my-request';
import { Channel, go } from 'taskscope';
import { healthy, leakyOnError, slow } from '../vitest/handlers.ts';

let jobs = new Channel<number>();
afterEach(() => {
  jobs.close();
  jobs = new Channel();
});

before(() => {
  // Started once and kept.
  const stop = new Channel<void>();
  Object.assign(globalThis, { stop });
  go(async function pool() {
    await stop.receive();
  });
});

test('healthy', async () => {
  assert.equal((await inject(healthy, '/')).payload, '12');
});

test('slow', async () => {
  await inject(slow, '/');
});

test('without an error', async () => {
  await inject(leakyOnError, '/');
});

test('what a hook of the author ends', async () => {
  go(async function worker() {
    for await (const job of jobs) assert.equal(job, 1);
  });
  await jobs.send(1);
});

test('fake timers', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate', 'Date'] });
  go(async () => {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
  t.mock.timers.tick(60_000);
});

describe('a suite', { concurrency: true }, () => {
  it('healthy', async () => {
    await inject(healthy, '/');
  });
  it('slow', async () => {
    await inject(slow, '/');
  });
});
