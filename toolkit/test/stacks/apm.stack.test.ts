/** Beside what else comes before a program: a tracer, in both orders. */
import { beforeAll, expect, test } from 'vitest';
import { expectDoctor, HAS_REGISTER } from './doctor.ts';
import { copyProgram, install } from './install.ts';
import { record } from './results.ts';
import { askService, expectLeaks } from './service.ts';

beforeAll(() => {
  install('apm');
});

const TASKSCOPE = '--import taskscope/register --import taskscope/agent/start';

test.each([
  ['opentelemetry-first', `--import ./tracing.js ${TASKSCOPE}`],
  ['opentelemetry-last', `${TASKSCOPE} --import ./tracing.js`],
] as const)('%s', async (row, words) => {
  const folder = copyProgram('apm/opentelemetry');
  const command = `node ${words} app.js`;
  const asked = expectLeaks(await askService({ folder, command }));
  // The tracer does its work as well: it prints a span of the route.
  expect(asked.output).toContain('GET /orders/:id');
  record(row, asked);
  await expectDoctor(folder, row, { start: command }, [HAS_REGISTER]);
});
