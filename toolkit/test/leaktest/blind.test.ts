/** A leak test that does not run fails: no run is green in which a leak could not have been seen, and each says which line to change. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { installPacked, type Project } from '../packed.ts';
import { hasJest, linkJest, type Run, run } from './project.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const PASSES = "test('passes', () => {});\n";
const LEAKS = "async function work() { await new Promise(() => {}); }\ntest('leaks', () => { void work(); });\n";
/** As TypeScript writes it for ES2015. */
const COMPILED = `var __awaiter = () => {};\nexport const work = () => __awaiter(void 0, void 0, void 0, function* () {});\n`;

let project: Project;
beforeAll(() => {
  project = installPacked();
  for (const name of ['vitest', 'vite']) project.link(name);
  if (hasJest) linkJest(project.folder);
});
afterAll(() => project.remove());

const inFolder = (folder: string, files: Record<string, string>): void =>
  project.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text])));

describe('Vitest', () => {
  const spec = `import { test } from 'vitest';\n${LEAKS}`;
  const config = (options: string): string =>
    `import taskscope from 'taskscope/vitest';\nexport default { plugins: [taskscope()], test: ${options} };`;
  const vitest = (folder: string): Promise<Run> => run(process.execPath, [VITEST, 'run'], join(project.folder, folder));

  test('a project without `extends` is an error that names it', async () => {
    inFolder('projects', {
      'package.json': '{ "type": "module" }',
      'vitest.config.js': config("{ projects: [{ test: { name: 'unit', include: ['*.spec.js'] } }] }"),
      'a.spec.js': spec,
    });
    const { status, output } = await vitest('projects');
    expect(status).toBe(1);
    expect(output).toContain('The tests of the project `unit` are no leak tests');
    expect(output).toContain('write `extends: true` into it');
  });

  test.skipIf(isShort)('a project with it has leak tests', async () => {
    inFolder('extended', {
      'package.json': '{ "type": "module" }',
      'vitest.config.js': config("{ projects: [{ extends: true, test: { name: 'unit', include: ['*.spec.js'] } }] }"),
      'a.spec.js': spec,
    });
    const { status, output } = await vitest('extended');
    expect(status).toBe(1);
    expect(output).toContain('Leaked (proven): `work`');
    expect(output).not.toContain('no leak tests');
  });

  test.skipIf(isShort)('a file of which nothing could be tracked fails', async () => {
    inFolder('compiled', {
      'package.json': '{ "type": "module" }',
      'vitest.config.js': config('{}'),
      'work.js': COMPILED,
      'a.spec.js': `import { test } from 'vitest';\nimport './work.js';\n${PASSES}`,
    });
    const { status, output } = await vitest('compiled');
    expect(status).toBe(1);
    expect(output).toMatch(
      /NotTrackedError: A leak test can see nothing here, since none of its async functions could be tracked: `.*work\.js`, not trackable: .*ES2017/,
    );
  });

  test.skipIf(isShort)('`check` where nothing is transformed throws, with the line for this runner', async () => {
    inFolder('bare', {
      'package.json': '{ "type": "module" }',
      'vitest.config.js': 'export default {};',
      'a.spec.js':
        "import { test } from 'vitest';\nimport { check } from 'taskscope/leaktest';\ntest('checks', async (t) => { await check(t)(); });",
    });
    const { status, output } = await vitest('bare');
    expect(status).toBe(1);
    expect(output).toContain('add `plugins: [taskscope()]`, from `taskscope/vitest`, to the config of Vitest');
  });
});

describe('node:test', () => {
  test('`check` without register throws', async () => {
    inFolder('node', {
      'a.spec.mjs':
        "import { test } from 'node:test';\nimport { check } from 'taskscope/leaktest';\ntest('checks', async (t) => { await check(t)(); });",
    });
    const { status, output } = await run(process.execPath, ['--test', 'a.spec.mjs'], join(project.folder, 'node'));
    expect(status).toBe(1);
    expect(output).toContain('`node --import taskscope/node-test --test`');
  });

  test.skipIf(isShort)('a run without the parser fails', async () => {
    inFolder('addons', { 'a.spec.mjs': `import { test } from 'node:test';\n${LEAKS}` });
    const words = ['--no-addons', '--import=taskscope/node-test', '--test', 'a.spec.mjs'];
    const { status, output } = await run(process.execPath, words, join(project.folder, 'addons'), {
      TASKSCOPE_CACHE: '0',
    });
    expect(status).toBe(1);
    expect(output).toMatch(/A leak test can see nothing here, since native addons are disabled here: .*`--no-addons`/);
  });
});

describe.skipIf(!hasJest || isShort)('Jest', () => {
  const jest = (folder: string): Promise<Run> =>
    run(
      process.execPath,
      [join(project.folder, 'node_modules', 'jest', 'bin', 'jest.js'), '--no-cache'],
      join(project.folder, folder),
    );
  const plain = "module.exports = require('jest-environment-node').TestEnvironment;";

  test.each([
    [
      'another environment in the config',
      { preset: 'taskscope', testEnvironment: './plain.js' },
      LEAKS,
      /no leak tests, for another `testEnvironment` in the config takes the place of that of the preset: .*withLeakTests/,
    ],
    [
      'another environment in a docblock',
      { preset: 'taskscope' },
      `/**\n * @jest-environment ./plain.js\n */\n${LEAKS}`,
      /no leak tests, for line 2 of `.*a\.spec\.js` has a `@jest-environment` of its own: leave that out/,
    ],
    [
      'another transformer',
      { preset: 'taskscope', transform: { 'spec\\.js$': './as-it-is.js' } },
      LEAKS,
      /`transform` has `.*as-it-is\.js` for `spec\\\.js\$`: write `\['taskscope\/jest-transformer', /,
    ],
    [
      'a file that is transformed by nobody',
      { preset: 'taskscope', transformIgnorePatterns: ['spec'] },
      LEAKS,
      /`transformIgnorePatterns` has it/,
    ],
    [
      'the environment without the rest of the preset',
      { testEnvironment: 'taskscope/jest-environment' },
      PASSES,
      /`setupFiles` of the preset was not run: write `preset: 'taskscope'`/,
    ],
  ])('%s fails the file', async (name, config, spec, message) => {
    const folder = `jest/${name.replaceAll(' ', '-')}`;
    inFolder(folder, {
      'package.json': '{}',
      'jest.config.json': JSON.stringify({ testMatch: ['**/*.spec.js'], ...config }),
      'plain.js': plain.replace("'jest-environment-node'", JSON.stringify(jestsPackage('jest-environment-node'))),
      'as-it-is.js': 'module.exports = { process: (code) => ({ code }) };',
      'a.spec.js': spec,
    });
    const { status, output } = await jest(folder);
    expect(status).toBe(1);
    expect(output).toMatch(message);
  });

  test('`check` without the preset throws, with the line for Jest', async () => {
    inFolder('jest/bare', {
      'package.json': '{}',
      'jest.config.json': JSON.stringify({
        testMatch: ['**/*.spec.js'],
        // The package's CommonJS: Jest has no `require` of ES modules.
        testEnvironmentOptions: { customExportConditions: ['require', 'taskscope-commonjs'] },
      }),
      'a.spec.js':
        "const { check } = require('taskscope/leaktest');\ntest('checks', async () => { await check('checks')(); });",
    });
    const { status, output } = await jest('jest/bare');
    expect(status).toBe(1);
    expect(output).toContain("add `preset: 'taskscope'` to the config of Jest");
  });
});

function jestsPackage(name: string): string {
  return join(ROOT, '.leaklab', 'jest', 'node_modules', name);
}
