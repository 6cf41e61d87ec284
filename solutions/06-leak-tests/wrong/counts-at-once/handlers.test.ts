import { inject } from 'light-my-request';
import { taskCount } from 'taskscope';
import { expect, test } from 'vitest';
import { login, purchase, query, report } from './handlers.ts';

// `inject` calls a handler in this process, without a port: what it starts, it starts here.

// #region tests
test('query answers with two rows', async () => {
  const baseline = taskCount();
  const response = await inject(query, '/query?id=7');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toHaveLength(2);
  expect(taskCount()).toBe(baseline);
});

test('report answers with the chapters', async () => {
  const baseline = taskCount();
  const response = await inject(report, '/report?id=annual');
  expect(response.json()).toEqual(['1. income', '2. expenses', '3. outlook']);
  expect(taskCount()).toBe(baseline);
});

test('report of nothing is not found', async () => {
  const baseline = taskCount();
  const response = await inject(report, '/report?id=none');
  expect(response.statusCode).toBe(404);
  expect(taskCount()).toBe(baseline);
});

test('purchase is accepted', async () => {
  const baseline = taskCount();
  const response = await inject(purchase, '/purchase?item=lamp');
  expect(response.statusCode).toBe(202);
  expect(taskCount()).toBe(baseline);
});

test('login answers', async () => {
  const baseline = taskCount();
  const response = await inject(login, '/login?user=ada');
  expect(response.statusCode).toBe(200);
  expect(taskCount()).toBe(baseline);
});
// #endregion
