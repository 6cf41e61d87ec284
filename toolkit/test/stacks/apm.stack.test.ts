/** Beside what else comes before a program: a tracer, in both orders. */
import { beforeAll, expect, test } from 'vitest';
import { expectDoctor, HAS_REGISTER } from './doctor.ts';
import { copyProgram, install } from './install.ts';
import { record } from './results.ts';
import { type Asked, askService, expectLeaks } from './service.ts';

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
  const asked = expectLeaks(await askService({ folder, command, page: '/metrics' }));
  // The tracer does its work as well: it prints a span of the route.
  expect(asked.output).toContain('GET /orders/:id');
  // And its metrics have the tasks, by the meter that the application was given.
  expectMetrics(asked);
  record(row, asked);
  await expectDoctor(folder, row, { start: command }, [HAS_REGISTER]);
});

function expectMetrics({ page, count, given }: Asked): void {
  const line = (name: string, labels: string, value: number): RegExp =>
    new RegExp(`^${name}\\{[^}]*${labels}[^}]*\\} ${value}$`, 'm');
  expect(page).toMatch(line('taskscope_tracking', '', 1));
  expect(page).toMatch(line('taskscope_tasks_leaked_total', '', count));
  const [innermost = ''] = given.frames;
  expect(page).toMatch(line('taskscope_group_tasks', `site="[^"]*${RegExp.escape(innermost)}"`, count));
}
