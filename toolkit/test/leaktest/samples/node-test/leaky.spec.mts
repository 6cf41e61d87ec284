import { describe, it, test } from 'node:test';
import { inject } from 'light-my-request';
import { check } from 'taskscope/leaktest';
import { healthy, leaky, leakyOnError } from '../vitest/handlers.ts';

test('healthy', async () => {
  await inject(healthy, '/');
});

test('leaky', async () => {
  await inject(leaky, '/');
});

test('leaky on its error path', async () => {
  await inject(leakyOnError, '/fail');
});

test('has subtests', async (t) => {
  await t.test('healthy subtest', async () => {
    await inject(healthy, '/');
  });
  await t.test('leaky subtest', async () => {
    await inject(leaky, '/');
  });
});

// #region check
describe('at the same time', { concurrency: true }, () => {
  it('healthy neighbour', async (t) => {
    const done = check(t);
    await inject(healthy, '/');
    await done();
  });
  it('leaky neighbour', async (t) => {
    const done = check(t);
    await inject(leaky, '/');
    await done();
  });
});
// #endregion check
