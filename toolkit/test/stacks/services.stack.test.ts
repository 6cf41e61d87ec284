/** Services on the frameworks that most have: started as they are, asked from outside, and compared line by line. */
import { beforeAll, expect, test } from 'vitest';
import { expectDoctor, HAS_REGISTER } from './doctor.ts';
import { copyProgram, install } from './install.ts';
import { commandsOf } from './page.ts';
import { record } from './results.ts';
import type { RowName } from './rows.ts';
import { askService, expectLeaks, expectRoutes } from './service.ts';
import { run } from './shell.ts';

/** The row, and the page whose commands start it. */
const SERVICES = [
  ['express-tsx', 'express'],
  ['fastify-tsc', 'fastify'],
  ['hono', 'hono'],
  ['koa', 'koa'],
] as const satisfies [RowName, string][];

beforeAll(() => {
  install('services');
});

test.each(SERVICES)('%s', async (row, page) => {
  const folder = copyProgram(`services/${row}`);
  // Its types are clean, and what is compiled is.
  expect(await run('tsc', { folder })).toEqual({ status: 0, output: '' });
  const { start: command } = commandsOf(page);
  const asked = expectLeaks(await askService({ folder, command, hasRoutes: true }));
  expectRoutes(asked);
  await expectDoctor(folder, row, { start: command }, [HAS_REGISTER]);
  record(row, asked);
});
