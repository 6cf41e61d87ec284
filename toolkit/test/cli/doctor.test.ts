/** The doctor says what is true: of the machine, of a program, of a project, and of somebody's own tests. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { endFindings, programFindings } from '../../src/cli/doctor/program.ts';
import { examineProject } from '../../src/cli/doctor/project.ts';
import { renderFindings } from '../../src/cli/render/findings.ts';
import type { Diagnosis } from '../../src/protocol/diagnosis.ts';
import { installPacked, type Project } from '../packed.ts';
import { type Outcome, run } from '../run.ts';

let project: Project;
beforeAll(() => {
  project = installPacked();
});
afterAll(() => project.remove());

/** In a folder of the project, with the Node of this process first in the path. */
function doctor(folder: string, words: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  const command = join(project.folder, 'node_modules', 'taskscope', 'bin', 'taskscope.mjs');
  mkdirSync(join(project.folder, folder), { recursive: true });
  return run(process.execPath, ['--disable-warning=ExperimentalWarning', command, 'doctor', ...words], {
    folder: join(project.folder, folder),
    environment: { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, ...environment },
  });
}

async function findings(
  folder: string,
  words: readonly string[],
  environment?: Record<string, string>,
): Promise<Finding[]> {
  const [dashes, rest] = words[0] === '--' ? [['--'], words.slice(1)] : [[], words];
  const { output, errors } = await doctor(folder, ['--json', ...dashes, ...rest], environment);
  expect(output, errors).toMatch(/^\[/);
  return JSON.parse(output);
}

describe('the machine', () => {
  test('is ready: a planted leak was found at its line', async () => {
    const { status, output } = await doctor('.', []);
    expect(output).toMatch(
      /^✓ ok {4}Node v[\d.]+\n✓ ok {4}register is active, and its parser is there\n✓ ok {4}transformed files are kept in `.*`\n✓ ok {4}a leak that was planted was found, proven, at its line\n/,
    );
    expect(output).toMatch(/\nAll is ready\.\n$/);
    expect(status).toBe(0);
  });

  test.skipIf(isShort)('is not, where the parser is forbidden; a fix says so', async () => {
    const { status, output } = await doctor('.', [], { NODE_OPTIONS: '--no-addons' });
    expect(output).toMatch(
      /\n✗ no {4}nothing is tracked\n {10}→ native addons are disabled here: .*`--no-addons`\. .*`npm install .*binding-wasm32-wasi`.*\n\n1 thing is not right\.\n$/,
    );
    expect(status).toBe(1);
  });
});

describe('a program', () => {
  test.skipIf(isShort)('that is tracked, and goes on', async () => {
    project.write({
      'app/app.mjs': `setInterval(() => {}, 1000);
async function lost() {
  await new Promise(() => {});
}
void lost();
// taskscope-ignore
async function own() { await null; }
void own();`,
    });
    const file = join(project.folder, 'app', 'app.mjs');
    expect(await findings('app', ['app.mjs'])).toEqual(
      expect.arrayContaining([
        { state: 'right', what: '`app.mjs` is tracked: 1 file with async functions' },
        { state: 'note', what: `\`${file}:7\` is passed over`, fix: '`taskscope-ignore`' },
        { state: 'note', what: `1 leaked: \`lost\` at \`${file}:3\``, fix: expect.any(String) },
      ]),
    );
  });

  test.skipIf(isShort)('that was compiled to below async functions, or does not start, is told', async () => {
    project.write({
      'old/app.cjs': 'var __awaiter = () => {};\n__awaiter(this, void 0, void 0, function* () {});',
      'old/broken.cjs': 'throw new Error("no database");',
    });
    expect(await findings('old', ['app.cjs'])).toContainEqual({
      state: 'wrong',
      what: '`app.cjs` is not tracked',
      fix: expect.stringContaining('compile to ES2017 or newer'),
    });
  });

  test('whose end was no error, or was made by the doctor, is told nothing of it', () => {
    expect(endFindings('app.mjs', 0, 'a warning')).toEqual([]);
    expect(endFindings('app.mjs', null, 'a warning')).toEqual([]);
    expect(endFindings('app.mjs', 3, '').map(({ what }) => what)).toEqual(['`app.mjs` ended with status 3']);
  });

  test.skipIf(isShort)('that ends with an error once it has started is not called ready without a word', async () => {
    project.write({
      'ends/app.mjs': `async function work() { await null; }\nawait work();\nthrow new TypeError('no shop');\n`,
    });
    const found = await findings('ends', ['app.mjs']);
    expect(found).toContainEqual({ state: 'right', what: '`app.mjs` is tracked: 1 file with async functions' });
    expect(found.at(-1)).toEqual({
      state: 'note',
      what: '`app.mjs` ended with status 1, and said `TypeError: no shop`',
      fix: 'if it was to go on, start it without taskscope, and mend that first',
    });
  });

  test('whose source map is not exact is told, with the place', () => {
    const place = { name: 'work', file: '/app/src/work.ts', line: 12 };
    const diagnosis: Diagnosis = {
      pid: 1,
      tracking: { tracking: true, reason: null, files: 1, skipped: [], notTrackable: 0 },
      cache: null,
      cacheWritable: false,
      tasks: 0,
      leaks: [],
      mapped: 3,
      withoutSource: [],
      inexact: [place],
    };
    const whats = (of: Diagnosis): string[] =>
      programFindings('app.js', of).map(({ state, what }) => `${state}: ${what}`);
    expect(whats(diagnosis)).toContain(
      'wrong: a source map is not exact: it says `/app/src/work.ts:12`, and there is no `await`',
    );
    expect(whats({ ...diagnosis, inexact: [] })).toContain(
      'right: source maps were found: 3 places are those of your own files',
    );
    expect(whats({ ...diagnosis, inexact: [], withoutSource: [place] })).toContain(
      'note: a source map tells of `/app/src/work.ts:12`, and the file is not there',
    );
  });
});

test.skipIf(isShort)('a project: scripts and test runners that have taskscope, and that have it not', async () => {
  project.write({
    'project/package.json': JSON.stringify({
      scripts: {
        start: 'node dist/app.js --import taskscope/register',
        dev: 'node --import taskscope/register app.ts',
        serve: 'node app.js',
        test: 'node --test',
      },
      devDependencies: { vitest: '*', jest: '*' },
      jest: { preset: 'taskscope' },
    }),
    'project/vitest.config.ts': 'export default {};',
  });
  const told = await findings('project', []);
  expect(told.slice(4).map(({ state, what }) => [state, what])).toEqual([
    ['wrong', '`npm run start` names register behind its program, which gets it as a word'],
    ['right', '`npm run dev` has register, and first'],
    ['note', '`npm run serve` starts without taskscope'],
    ['note', 'the tests of Vitest are no leak tests'],
    ['right', 'the config of Jest has taskscope'],
    ['note', 'the tests of `node --test` are no leak tests'],
  ]);
});

describe('a project', () => {
  const manifest = (content: object): string => JSON.stringify(content);
  test.each<[string, Record<string, string>, string[]]>([
    [
      'Next',
      { 'package.json': manifest({ scripts: { dev: 'next dev', start: 'next start' } }) },
      ['note: `npm run start` starts without taskscope', 'note: `npm run dev` starts without taskscope'],
    ],
    [
      'what else is loaded first is no program',
      {
        'package.json': manifest({
          scripts: { start: 'node -r ./a.js --import=./b.js --import ./c.js --import taskscope/register d.js' },
        }),
      },
      ['right: `npm run start` has register, and first'],
    ],
    [
      'the command, and its program',
      { 'package.json': manifest({ scripts: { start: 'taskscope run app.js' } }) },
      ['right: `npm run start` has register, and first'],
    ],
    [
      'Mocha without leak tests',
      { 'package.json': manifest({ devDependencies: { mocha: '*' } }), '.mocharc.json': '{ "spec": "*.js" }' },
      ['note: the tests of Mocha are no leak tests'],
    ],
    [
      'Mocha with register alone',
      {
        'package.json': manifest({ devDependencies: { mocha: '*' } }),
        '.mocharc.yml': 'node-option:\n  - import=taskscope/register\nrequire: ./hooks.mjs\n',
        'hooks.mjs': 'export const mochaHooks = {};',
      },
      ['note: the tests of Mocha are no leak tests'],
    ],
    [
      'Mocha with root hooks',
      {
        'package.json': manifest({ devDependencies: { mocha: '*' }, mocha: { require: './hooks.mjs' } }),
        'hooks.mjs': "import { check } from 'taskscope/leaktest';",
      },
      ['right: the config of Mocha has taskscope'],
    ],
    [
      'AVA, and an old target',
      {
        'package.json': manifest({ devDependencies: { ava: '*' } }),
        'tsconfig.json': '{ "compilerOptions": { "target": "ES2016" } }',
      },
      [
        'note: the tests of AVA are no leak tests',
        'note: `tsconfig.json` has the target `ES2016`: what tsc, ts-jest or ts-node make of it has no async functions, and nothing to track',
      ],
    ],
    [
      'Vite that renders on the server',
      {
        'package.json': manifest({ devDependencies: { vite: '*' } }),
        'vite.config.ts': "import taskscope from 'taskscope/vite';",
      },
      ['right: the config of Vite has taskscope'],
    ],
  ])('%s', (name, files, told) => {
    const folder = name.replaceAll(/\W+/g, '-');
    project.write(Object.fromEntries(Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text])));
    const found = examineProject(join(project.folder, folder), {});
    expect(found.map(({ state, what }) => `${state}: ${what}`)).toEqual(told);
    for (const { state, fix } of found) expect(fix === undefined).toBe(state === 'right');
  });
});

describe.skipIf(isShort)('a test suite', () => {
  const SPEC = `import { describe, test } from 'node:test';
async function leaks() {
  await new Promise(() => {});
}
describe('group', () => {
  test('leaks', () => { void leaks(); });
  test('twice', () => {});
  test('twice', () => {});
});
test('fails', () => { throw new Error('as ever'); });
`;

  test('in which nothing differs; what was proven is told', async () => {
    project.write({ 'suite/package.json': '{ "scripts": { "test": "node --test" } }', 'suite/a.test.mjs': SPEC });
    const told = await findings('suite', ['--', 'npm', 'test']);
    expect(told.map(({ state, what }) => `${state}: ${what}`)).toEqual([
      expect.stringMatching(/^right: `npm test` bare: 5 tests, 4 passed, exit status 1, [\d.]+ s$/),
      expect.stringMatching(/^right: `npm test` tracked: 5 tests, 4 passed, exit status 1, [\d.]+ s$/),
      'right: no test differs, of 5',
      expect.stringMatching(/^right: 2 processes were tracked, 1 file with async functions in them$/),
      `note: proven to be leaked: 1 × \`leaks\` at \`${join(project.folder, 'suite', 'a.test.mjs')}:3\``,
    ]);
  });

  test('in which one differs', async () => {
    project.write({
      'differs/package.json': '{ "scripts": { "test": "node --test" } }',
      'differs/a.test.mjs': `${SPEC}test('sees it', () => { if (process.env.NODE_OPTIONS.includes('register')) throw new Error('seen'); });`,
    });
    const told = await findings('differs', ['--', 'npm', 'test']);
    expect(told.filter(({ state }) => state === 'wrong').map(({ what }) => what)).toEqual([
      expect.stringMatching(/a\.test\.mjs sees it: passed bare, failed tracked$/),
    ]);
  });
});

test('findings are read without colours: a mark, a word, and the fix below', () => {
  expect(
    renderFindings(
      [
        { state: 'right', what: '`/app/src/a.ts:3` and `/elsewhere/b.ts:4`' },
        { state: 'note', what: 'two', fix: 'do this' },
        { state: 'wrong', what: 'three\u001b[31m', fix: 'do that' },
      ],
      '/app',
    ),
  ).toBe(
    '✓ ok    `src/a.ts:3` and `/elsewhere/b.ts:4`\n· note  two\n          → do this\n✗ no    three\\u001b[31m\n          → do that\n\n1 thing is not right.\n',
  );
});
