/** The deadline of a leak test lies before that of the runner: what is told is the line, and not that the test took too long. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { installPacked, type Project } from '../packed.ts';
import { hasJest, linkJest, type Run, run } from './project.ts';

const VITEST = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'vitest', 'vitest.mjs');
const STUCK = `globalThis.held = [];
async function waits() {
  await new Promise((resolve) => { globalThis.held.push(resolve); });
}
`;

let project: Project;
beforeAll(() => {
  project = installPacked();
  for (const name of ['vitest', 'vite']) project.link(name);
  if (hasJest) linkJest(project.folder);
});
afterAll(() => project.remove());

const inProject = (words: readonly string[], folder: string): Promise<Run> =>
  run(process.execPath, words, join(project.folder, folder));

describe('`check` at the end of a test', () => {
  test('under Vitest', async () => {
    project.write({
      'vitest/package.json': '{ "type": "module" }',
      'vitest/vitest.config.js':
        "import taskscope from 'taskscope/vitest';\nexport default { plugins: [taskscope({ check: false })], test: { testTimeout: 2500 } };",
      'vitest/a.spec.js': `import { test } from 'vitest';
import { check } from 'taskscope/leaktest';
${STUCK}
test('waits', async (t) => { const done = check(t); void waits(); await done(); });`,
    });
    const { status, output } = await inProject([VITEST, 'run'], 'vitest');
    expect(status).toBe(1);
    expect(output).toMatch(/Stuck \(not proven\): `waits`, .* has not finished 1[567]\d\d ms after the end/);
    expect(output).toContain('waits a.spec.js:5:3');
    expect(output).not.toContain('timed out');
  });

  test.skipIf(!hasJest || isShort)('under Jest', async () => {
    project.write({
      'jest/package.json': '{}',
      'jest/jest.config.json': '{ "preset": "taskscope", "testMatch": ["**/*.spec.js"], "testTimeout": 2500 }',
      'jest/a.spec.js': `const { check } = require('taskscope/leaktest');
${STUCK}
test('waits', async () => { const done = check('waits'); void waits(); await done(); });`,
    });
    const jest = join(project.folder, 'node_modules', 'jest', 'bin', 'jest.js');
    const { status, output } = await inProject([jest, '--no-cache'], 'jest');
    expect(status).toBe(1);
    expect(output).toMatch(/Stuck \(not proven\): `waits`, .* has not finished 1[567]\d\d ms after the end/);
    expect(output).not.toContain('Exceeded timeout');
  });
});
