import { inject } from 'light-my-request';
import { expect, test } from 'vitest';
import { login, purchase, query, report } from './handlers.ts';

// `inject` calls a handler in this process, without a port: what it starts, it starts here.
// TODO: these tests pass, whether a handler leaks or not. Make each of them a leak test.

// #region tests
test('query answers with two rows', async () => {
  const response = await inject(query, '/query?id=7');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toHaveLength(2);
});

test('report answers with the chapters', async () => {
  const response = await inject(report, '/report?id=annual');
  expect(response.json()).toEqual(['1. income', '2. expenses', '3. outlook']);
});

test('purchase is accepted', async () => {
  const response = await inject(purchase, '/purchase?item=lamp');
  expect(response.statusCode).toBe(202);
});

test('login answers', async () => {
  const response = await inject(login, '/login?user=ada');
  expect(response.statusCode).toBe(200);
});
// #endregion
