/** Services on the frameworks that most have: started as they are, asked from outside, and compared line by line. */
import { beforeAll, expect, test } from 'vitest';
import { copyProgram, install } from './install.ts';
import { record } from './results.ts';
import type { RowName } from './rows.ts';
import { askService, expectLeaks } from './service.ts';
import { run } from './shell.ts';

interface Started {
  /** What is made of the sources first. */
  build?: string;
  command: string;
}

const TRACKED = '--import taskscope/register --import taskscope/agent/start';
const SERVICES = {
  'express-tsx': { command: `node --import tsx ${TRACKED} app.ts` },
  'fastify-tsc': { build: 'tsc', command: `node ${TRACKED} dist/app.js` },
  hono: { command: `node ${TRACKED} app.ts` },
  koa: { command: `node ${TRACKED} app.js` },
} as const satisfies Partial<Record<RowName, Started>>;

beforeAll(() => {
  install('services');
});

test.each(Object.entries(SERVICES))('%s', async (name, { command, ...rest }) => {
  const row = name as keyof typeof SERVICES;
  const folder = copyProgram(`services/${row}`);
  if ('build' in rest) expect(await run(rest.build, { folder })).toEqual({ status: 0, output: '' });
  record(row, expectLeaks(await askService({ folder, command })));
});
