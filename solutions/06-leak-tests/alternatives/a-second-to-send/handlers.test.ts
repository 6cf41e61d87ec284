import { inject } from 'light-my-request';
import { check } from 'taskscope/leaktest';
import { expect, test } from 'vitest';
import { login, purchase, query, report } from './handlers.ts';

// `inject` calls a handler in this process, without a port: what it starts, it starts here.

test('query answers with two rows', async (t) => {
  const done = check(t);
  const response = await inject(query, '/query?id=7');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toHaveLength(2);
  await done();
});

test('report answers with the chapters', async (t) => {
  const done = check(t);
  const response = await inject(report, '/report?id=annual');
  expect(response.json()).toEqual(['1. income', '2. expenses', '3. outlook']);
  await done();
});

test('report of nothing is not found', async (t) => {
  const done = check(t);
  const response = await inject(report, '/report?id=none');
  expect(response.statusCode).toBe(404);
  await done();
});

test('purchase is accepted', async (t) => {
  const done = check(t);
  const response = await inject(purchase, '/purchase?item=lamp');
  expect(response.statusCode).toBe(202);
  await done();
});

test('login answers', async (t) => {
  const done = check(t);
  const response = await inject(login, '/login?user=ada');
  expect(response.statusCode).toBe(200);
  await done();
});
