import { inject } from 'light-my-request';
import { check } from 'taskscope/leaktest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { login, purchase, query, report } from './handlers.ts';

// `inject` calls a handler in this process, without a port: what it starts, it starts here.

// #region tests
let done: () => Promise<void>;
beforeEach((t) => {
  done = check(t);
});
afterEach(() => done());

test('query answers with two rows', async () => {
  const response = await inject(query, '/query?id=7');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toHaveLength(2);
});

test('report answers with the chapters', async () => {
  const response = await inject(report, '/report?id=annual');
  expect(response.json()).toEqual(['1. income', '2. expenses', '3. outlook']);
});

test('report of nothing is not found', async () => {
  const response = await inject(report, '/report?id=none');
  expect(response.statusCode).toBe(404);
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
