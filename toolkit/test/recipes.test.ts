/** What the recipes show besides programs that print: a container's command, and leak tests in a suite that leaks already. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installPacked, type Project } from './packed.ts';

const TOOLKIT = join(import.meta.dirname, '..');
const COMMAND = join('node_modules', 'taskscope', 'bin', 'taskscope.mjs');

let project: Project;
beforeAll(() => {
  project = installPacked();
  cpSync(join(TOOLKIT, 'examples'), project.folder, { recursive: true });
  project.write({ 'package.json': '{ "type": "module" }' });
});
afterAll(() => project.remove());

test('the command of the Dockerfile starts a worker that can be asked, and that SIGTERM ends', async () => {
  const dockerfile = readFileSync(join(TOOLKIT, 'examples', 'container', 'Dockerfile'), 'utf8');
  const [program = '', ...words]: string[] = JSON.parse(/^CMD (.*)$/m.exec(dockerfile)?.[1] ?? '[]');
  const [, variable = ''] = /^ENV (\w+)=/m.exec(dockerfile) ?? [];
  expect([program, variable]).toEqual(['node', 'TASKSCOPE_AGENT_DIR']);
  const environment = { [variable]: mkdtempSync(join(tmpdir(), 'agent-')) };
  const worker = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], {
    cwd: join(project.folder, 'container'),
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = worker.stdout.setEncoding('utf8').toArray();
  const exited = once(worker, 'exit');
  try {
    const stats = (): Promise<string> =>
      project
        .run(process.execPath, [COMMAND, 'stats', String(worker.pid)], environment)
        .then(({ output, errors }) => output + errors);
    await expect.poll(stats, { timeout: 30_000 }).toMatch(/^tasks: 1$/m);
    worker.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect((await printed).join('')).toBe('stopped\n');
  } finally {
    worker.kill('SIGKILL');
    rmSync(environment[variable] ?? '', { recursive: true, force: true });
  }
});

test('a suite that leaks fails at first, passes with what is known on a list, and fails again for the next leak', async () => {
  const words = ['--import=taskscope/node-test', '--test', 'suite/shop.test.ts'];
  const suite = (environment: Record<string, string>): ReturnType<Project['run']> =>
    project.run(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], environment);
  const first = await suite({});
  expect(first.status).toBe(1);
  expect(first.output).toMatch(/Leaked \(proven\): `sendMail`, started in the test "an order is accepted"/);
  expect(first.output).toMatch(/^[#ℹ] pass 1$/m);
  expect((await suite({ TASKSCOPE_IGNORE: 'sendMail' })).status).toBe(0);
  expect((await suite({ TASKSCOPE_IGNORE: 'somethingElse' })).status).toBe(1);
});
