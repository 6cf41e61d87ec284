const { inject } = require('light-my-request');
const { Channel, go } = require('taskscope');
const { healthy, slow } = require('./handlers.js');

jest.mock('./mocked.js', () => ({ answer: async () => 42 }), { virtual: true });

let jobs;
beforeEach(() => {
  jobs = new Channel();
  go(async function worker() {
    for await (const job of jobs) expect(job).toBe(1);
  });
});
afterEach(() => {
  jobs.close();
  jest.useRealTimers();
});

test('healthy', async () => {
  expect((await inject(healthy, '/')).payload).toBe('12');
});

test('what a hook ends', async () => {
  await jobs.send(1);
});

test('mocks', async () => {
  expect(await require('./mocked.js').answer()).toBe(42);
});

test('fake timers', async () => {
  jest.useFakeTimers();
  go(async () => {
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
  await jest.advanceTimersByTimeAsync(60_000);
});

test('passed over', () => {
  go(async function janitor() {
    await new Channel().receive();
  });
});

test('calls back', (done) => {
  setImmediate(done);
});

test.skip('skipped', async () => {});

test.concurrent('slow', async () => {
  await inject(slow, '/');
});
