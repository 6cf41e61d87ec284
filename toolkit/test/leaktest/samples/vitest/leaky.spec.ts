import { inject } from 'light-my-request';
import { Channel, go } from 'taskscope';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { healthy, leaky, leakyOnError, slow } from './handlers.ts';

describe.concurrent('handlers', () => {
  test('healthy', async () => {
    for (let round = 0; round < 20; round++) await inject(healthy, '/');
  });

  test('leaky', async () => {
    expect((await inject(leaky, '/')).payload).toBe('12');
  });

  test('slow', async () => {
    await inject(slow, '/');
  });

  test('leaky on its error path', async () => {
    expect((await inject(leakyOnError, '/fail')).statusCode).toBe(500);
  });
});

afterEach(() => vi.useRealTimers());

test('under fake timers', async () => {
  vi.useFakeTimers();
  await inject(leaky, '/');
});

test('a thousand', async () => {
  for (let each = 0; each < 1000; each++) await inject(leaky, '/');
});

const held = new Channel();
test('held by a global', async () => {
  go(async function keeps() {
    await held.receive(); // held
  });
});

test('never ends', { timeout: 200 }, async () => {
  await new Channel().receive(); // the test itself
});

test('fails by itself too', async () => {
  await inject(leaky, '/');
  expect(1).toBe(2);
});
