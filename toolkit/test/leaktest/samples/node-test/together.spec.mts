import { describe, it } from 'node:test';
import { inject } from 'light-my-request';
import { healthy, leaky } from '../vitest/handlers.ts';

describe('at the same time, without a check of their own', { concurrency: true }, () => {
  it('healthy', async () => {
    await inject(healthy, '/');
  });
  it('leaky', async () => {
    await inject(leaky, '/');
  });
});
