/** `why`: a leak test that fails on a suspicion alone says what holds the tasks, in each runner; whatever goes wrong, it fails as before. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { installPacked, type Project } from '../packed.ts';
import { hasJest, linkJest, type Run, run } from './project.ts';

// Each takes snapshots of a process, and reads them in another one: on a machine that is busy that is long.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const VITEST = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'vitest', 'vitest.mjs');
const STUCK = `const watchers = new Map();
globalThis.watchers = watchers;
async function waits(name) {
  await new Promise((resolve) => { watchers.set(name, { resolve }); });
}
async function lost() {
  await new Promise(() => {});
}
`;
/** In place of "Something still holds …": the way from the root to what waits. */
const TOLD =
  /Stuck \(not proven\): 2 tasks `waits`, .* they wait at an `await`\.\n\s*held by .*\bwatchers: Map\b.* → Promise\n/;

let project: Project;
beforeAll(() => {
  project = installPacked();
  for (const name of ['vitest', 'vite']) project.link(name);
  if (hasJest) linkJest(project.folder);
});
afterAll(() => project.remove());

const inProject = (words: readonly string[], folder: string, environment = {}): Promise<Run> =>
  run(process.execPath, words, join(project.folder, folder), environment);

describe('node:test', () => {
  const words = ['--import=taskscope/node-test', '--test', '--test-reporter=spec'];
  beforeAll(() =>
    project.write({
      'node-test/a.test.mjs': `import test from 'node:test';
${STUCK}
test('waits', () => { void waits('a'); void waits('b'); });
test('proven', () => { void lost(); });`,
    }),
  );

  test('says it where it is asked to, and where nothing is proven', async () => {
    const { status, output } = await inProject(words, 'node-test', { TASKSCOPE_TIMEOUT: '50', TASKSCOPE_WHY: '1' });
    expect(status).toBe(1);
    expect(output).toMatch(TOLD);
    expect(output).not.toContain('Something still holds');
    expect(output).toContain('Leaked (proven): `lost`');
  });

  test.skipIf(isShort)('says nothing of it where nobody asks', async () => {
    const { output } = await inProject(words, 'node-test', { TASKSCOPE_TIMEOUT: '50' });
    expect(output).toContain('Something still holds');
    expect(output).not.toContain('held by');
  });
});

describe.skipIf(isShort)('Vitest', () => {
  const config = (options: string, timeout: number): string =>
    `import taskscope from 'taskscope/vitest';\nexport default { plugins: [taskscope(${options})], test: { testTimeout: ${timeout} } };`;
  const package_ = { 'vitest/package.json': '{ "type": "module" }' };

  test('by the plugin', async () => {
    project.write({
      ...package_,
      'vitest/vitest.config.js': config('{ timeout: 50, why: true }', 5000),
      'vitest/a.spec.js': `import { test } from 'vitest';\n${STUCK}
test('waits', () => { void waits('a'); void waits('b'); });`,
    });
    const { status, output } = await inProject([VITEST, 'run'], 'vitest');
    expect([status, output]).toEqual([1, expect.stringMatching(TOLD)]);
  });

  test('by `check`, before the runner gives the test up; with no time left it fails all the same', async () => {
    project.write({
      ...package_,
      'vitest/vitest.config.js': config('{ check: false }', 20_000),
      'vitest/a.spec.js': `import { test } from 'vitest';
import { check, checkTimeout } from 'taskscope/leaktest';
${STUCK}
test('with time', async (t) => {
  const done = checkTimeout(t, 50, { why: true });
  for (const name of ['a', 'b']) void waits(name);
  await done();
});
test('without', async (t) => {
  const done = checkTimeout(t, 1000, { why: true });
  void waits('c');
  await done();
}, 1400);`,
    });
    const { status, output } = await inProject([VITEST, 'run'], 'vitest');
    expect([status, output]).toEqual([1, expect.stringMatching(TOLD)]);
    expect(output).toContain('What holds them was not found in time: allow the test more.');
    expect(output).not.toContain('timed out');
  });
});

test.skipIf(!hasJest || isShort)('Jest', async () => {
  project.write({
    'jest/package.json': '{}',
    'jest/jest.config.json': JSON.stringify({
      preset: 'taskscope',
      testMatch: ['**/*.spec.js'],
      testEnvironmentOptions: { taskscope: { timeout: 50, why: true } },
    }),
    'jest/a.spec.js': `${STUCK}\ntest('waits', () => { void waits('a'); void waits('b'); });`,
  });
  const jest = join(project.folder, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status, output } = await inProject([jest, '--no-cache'], 'jest');
  // Jest itself keeps what a test file has made global, by a shorter way.
  expect([status, output]).toEqual([
    1,
    expect.stringMatching(/ `await`\.\n\s*held by .*\bMap.* → \.resolve → Promise\n/),
  ]);
});
