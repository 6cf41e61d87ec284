const { inject } = require('light-my-request');
const { Channel, go } = require('taskscope');
const { check } = require('taskscope/leaktest');
const { healthy, leaky, returnsPromise, slow } = require('./handlers.js');

test('healthy', async () => {
  await inject(healthy, '/');
});

test('leaky', async () => {
  await inject(leaky, '/');
});

test('returns a promise', async () => {
  await inject(returnsPromise, '/');
});

test('starts a timer', () => {
  setTimeout(
    () =>
      go(async function later() {
        await new Channel().receive();
      }),
    50,
  );
});

test('is not blamed for the one before', async () => {
  await new Promise((resolve) => setTimeout(resolve, 100));
});

test('what a check in the test has found is not found again', async () => {
  const done = check('of its own');
  await inject(leaky, '/');
  await expect(done()).rejects.toThrow('Leaked (proven): `sender`');
});

test('fails by itself', async () => {
  await null;
  expect(1).toBe(2);
});

describe('at the same time', () => {
  test.concurrent('healthy neighbour', async () => {
    await inject(healthy, '/');
  });
  test.concurrent('leaky neighbour', async () => {
    await inject(leaky, '/');
  });
  test.concurrent('slow neighbour', async () => {
    await inject(slow, '/');
  });
});
