import { describe, expect, test } from 'vitest';
import { login, purchase, query, report } from './handlers.ts';
import { leakFree } from './leak-free.ts';

// #region tests
describe('nothing is left behind', () => {
  test.for([
    ['query', query, '/query?id=7', 200],
    ['report', report, '/report?id=annual', 200],
    ['report of nothing', report, '/report?id=none', 404],
    ['purchase', purchase, '/purchase?item=lamp', 202],
    ['login', login, '/login?user=ada', 200],
  ] as const)('by %s', async ([, handler, url, status]) => {
    expect((await leakFree(handler, url)).statusCode).toBe(status);
  });
});
// #endregion
