/** `npm run verify new`: in a copy of the repository, a lab that is sound, whose starter fails and whose right fixes pass. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCourse, readHints } from '../course/course.ts';
import { unpackWrongFix, wrongFixNames } from '../course/wrong-fixes.ts';
import { readPages } from '../documents/pages.ts';
import { readCatalogue } from '../language/say.mjs';
import { missing, spokenIn, stale, textsOfLab } from '../language/test/catalogues.ts';
import { isShort } from '../test/short.ts';
import { newLab } from './new-lab.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NAME = '08-time-outs';
const TITLE = 'Time-outs, "told" & heard';
const MODULES = join(ROOT, 'node_modules');

let copy: string;
beforeAll(() => {
  const parent = join(ROOT, '.leaklab', 'new-lab');
  mkdirSync(parent, { recursive: true });
  copy = mkdtempSync(join(parent, 'copy-'));
  for (const path of [
    'labs',
    'scripts',
    'solutions',
    'docs',
    'tsconfig.json',
    'biome.jsonc',
    '.gitignore',
    'package.json',
  ])
    cpSync(join(ROOT, path), join(copy, path), { recursive: true });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(program: string, ...words: string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=taskscope-source', program, ...words],
      { cwd: copy },
      (error, out, err) => {
        resolve({ status: error === null ? 0 : Number(error.code), output: out + err });
      },
    );
  });
}

const verify = (...words: string[]): ReturnType<typeof run> => run(join(copy, 'scripts', 'verify.ts'), ...words);

test('bad input says what to do, and nothing is written', async () => {
  const before = readdirSync(join(copy, 'labs'));
  for (const [name, title, message] of [
    ['7-time-outs', TITLE, '`7-time-outs` is no name of a lab'],
    ['../07-out', TITLE, '`../07-out` is no name of a lab'],
    [NAME, '', 'A lab needs a title'],
    ['02-time-outs', TITLE, '`02-leaky-query` is there already'],
    ['08-leaky-query', TITLE, '`02-leaky-query` is there already'],
  ] as const) {
    const { status, output } = await verify('new', name, title);
    expect([status, output]).toEqual([2, expect.stringContaining(message)]);
  }
  writeFileSync(join(copy, 'docs', 'en', 'learn', `${NAME}.md`), 'mine');
  expect(() => newLab(copy, [], NAME, TITLE)).toThrow(`\`docs/en/learn/${NAME}.md\` is there already`);
  rmSync(join(copy, 'docs', 'en', 'learn', `${NAME}.md`));
  expect(readdirSync(join(copy, 'labs'))).toEqual(before);
});

describe('a new lab', () => {
  beforeAll(async () => {
    const { status, output } = await verify('new', NAME, TITLE);
    expect([status, output]).toEqual([0, expect.stringContaining(`labs/${NAME}/check.ts\n`)]);
  });

  test('has the name, the number and the title that were asked for, and nothing left to fill in', () => {
    const lab = readCourse(copy).find(({ name }) => name === NAME);
    expect(lab).toMatchObject({ number: 8, title: TITLE });
    expect(lab === undefined ? [] : readHints(lab)).toHaveLength(3);
    const written = readPages(copy).filter(({ path }) => path.includes(NAME));
    expect(written.map(({ path }) => path)).toEqual([
      `docs/en/after/${NAME}.md`,
      `docs/en/learn/${NAME}.md`,
      `labs/${NAME}/README.md`,
      `labs/${NAME}/README.zh-CN.md`,
      `labs/${NAME}/hints.md`,
      `labs/${NAME}/hints.zh-CN.md`,
    ]);
    for (const { path, text } of written) expect(text, path).not.toMatch(/\{\{|NN-slug/);
    const same = (name: string): string => readFileSync(join(copy, 'labs', name, 'listen.ts'), 'utf8');
    expect(same(NAME), 'the skeleton has the `listen.ts` of the labs').toBe(same('02-leaky-query'));
  });

  test('speaks Chinese as far as it speaks', () => {
    const spoken = [...textsOfLab(copy, NAME), ...spokenIn(copy, [`labs/${NAME}/*.ts`])];
    const [common, own] = ['scripts/language', `labs/${NAME}`].map((folder) =>
      readCatalogue(join(copy, folder), 'zh-CN'),
    );
    expect(missing(spoken, [common ?? {}, own ?? {}])).toEqual([]);
    expect(stale(own ?? {}, spoken)).toEqual([]);
  });

  test('passes lint and types', async () => {
    const paths = [`labs/${NAME}`, `solutions/${NAME}`, `docs/recorded/${NAME}.ts`];
    const lint = await run(join(MODULES, '@biomejs', 'biome', 'bin', 'biome'), 'check', ...paths);
    expect(lint).toEqual({ status: 0, output: expect.stringMatching(/Checked \d\d files/) });
    const solution = join(copy, 'solutions', NAME);
    const lab = readCourse(copy).find(({ name }) => name === NAME);
    if (lab === undefined) throw new Error('it was written above');
    const fixes = [
      join(solution, 'alternatives', 'a-signal'),
      ...wrongFixNames(lab).map((name) => unpackWrongFix(copy, lab, name)),
    ];
    expect(fixes).toHaveLength(4);
    writeFileSync(
      join(copy, 'tsconfig.new.json'),
      JSON.stringify({
        extends: './tsconfig.json',
        compilerOptions: {
          rootDirs: [join(copy, 'labs', NAME), solution, ...fixes],
          typeRoots: [join(MODULES, '@types')],
        },
        include: [
          `labs/${NAME}`,
          ...[solution, ...fixes].map((folder) => `${folder}/*.ts`),
          `docs/recorded/${NAME}.ts`,
        ],
        exclude: [],
      }),
    );
    const types = await run(join(MODULES, 'typescript', 'bin', 'tsc'), '--pretty', 'false', '-p', 'tsconfig.new.json');
    expect(types).toEqual({ status: 0, output: '' });
  });

  test.skipIf(isShort)('is judged: its starter fails, right fixes pass, wrong ones fail at their facts', async () => {
    const recorded = await verify(String(Number.parseInt(NAME, 10)), 'record');
    expect(recorded.output).toMatch(/✓ 08-time-outs {2}starter {2}fails at `count-returns-to-baseline`/);
    expect(recorded.output).toMatch(/✓ 08-time-outs {2}solution {2}passes/);
    expect(recorded.output).toMatch(/✓ 08-time-outs {2}alternatives\/a-signal {2}passes/);
    expect(recorded.output).toMatch(/\n6 passed, 0 failed\n/);
    expect(recorded.status).toBe(0);
    expect(existsSync(join(copy, 'solutions', NAME, 'verdicts.json'))).toBe(true);
  });
});
