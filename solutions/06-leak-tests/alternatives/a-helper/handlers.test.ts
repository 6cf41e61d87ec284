import type { IncomingMessage, ServerResponse } from 'node:http';
import { inject, type Response } from 'light-my-request';
import { checkTimeout } from 'taskscope/leaktest';
import { expect, test } from 'vitest';
import { login, purchase, query, report } from './handlers.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

// `inject` calls a handler in this process, without a port: what it starts, it starts here.

// #region tests
async function leakFree(handler: Handler, url: string): Promise<Response> {
  const done = checkTimeout(url, 3000);
  const response = await inject(handler, url);
  await done();
  return response;
}

test('query answers with two rows', async () => {
  const response = await leakFree(query, '/query?id=7');
  expect(response.statusCode).toBe(200);
  expect(response.json()).toHaveLength(2);
});

test('report answers with the chapters', async () => {
  const response = await leakFree(report, '/report?id=annual');
  expect(response.json()).toEqual(['1. income', '2. expenses', '3. outlook']);
});

test('report of nothing is not found', async () => {
  const response = await leakFree(report, '/report?id=none');
  expect(response.statusCode).toBe(404);
});

test('purchase is accepted', async () => {
  const response = await leakFree(purchase, '/purchase?item=lamp');
  expect(response.statusCode).toBe(202);
});

test('login answers', async () => {
  const response = await leakFree(login, '/login?user=ada');
  expect(response.statusCode).toBe(200);
});
// #endregion
