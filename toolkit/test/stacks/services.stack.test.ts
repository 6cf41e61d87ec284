/** Services on the frameworks that most have: started as they are, asked from outside, and compared line by line. */
import { beforeAll, expect, test } from 'vitest';
import { copyProgram, install } from './install.ts';
import { record } from './results.ts';
import type { RowName } from './rows.ts';
import { askService, expectLeaks } from './service.ts';
import { run } from './shell.ts';

const TRACKED = '--import taskscope/register --import taskscope/agent/start';
/** What is started, once `tsc` has found its types clean, and has compiled what is compiled. */
const SERVICES = {
  'express-tsx': `node --import tsx ${TRACKED} app.ts`,
  'fastify-tsc': `node ${TRACKED} dist/app.js`,
  hono: `node ${TRACKED} app.ts`,
  koa: `node ${TRACKED} app.ts`,
} as const satisfies Partial<Record<RowName, string>>;

beforeAll(() => {
  install('services');
});

test.each(Object.entries(SERVICES))('%s', async (name, command) => {
  const row = name as keyof typeof SERVICES;
  const folder = copyProgram(`services/${row}`);
  expect(await run('tsc', { folder })).toEqual({ status: 0, output: '' });
  const asked = expectLeaks(await askService({ folder, command, hasRoutes: true }));
  expect(asked.leaks[0]?.labels).toEqual({ method: 'GET', route: '/orders/:id' });
  // The route is told by the framework: `7` alone would be guessed the same, a word would not.
  expect(asked.routes).toContain('# name: "GET /reports/:id"\n# labels: {"method":"GET", "route":"/reports/:id"}');
  record(row, asked);
});
