/** The corpus as compilers and minifiers leave it: told in the author's lines where there is a map, and else no line is made up. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { readSnapshot, type Suspended, suspendedTasks } from '../../src/snapshot/index.ts';
import { NODES } from '../nodes.ts';
import { run } from '../run.ts';
import { expected, found } from './expected.ts';

interface Esbuild {
  buildSync(options: {
    entryPoints: string[];
    outfile: string;
    bundle: boolean;
    minify: boolean;
    sourcemap: boolean | 'inline';
    format: 'esm' | 'cjs';
    platform: 'node';
  }): unknown;
  transformSync(
    text: string,
    options: { minify: boolean; sourcemap: boolean | 'inline'; sourcefile: string; format: 'esm' },
  ): { code: string; map: string };
}

const PROGRAMS = join(import.meta.dirname, 'programs');
const require = createRequire(import.meta.url);
const TSC = join(require.resolve('typescript/package.json'), '..', 'bin', 'tsc');
const esbuild = createRequire(require.resolve('tsx/package.json'))('esbuild') as Esbuild;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskscope-compiled-'));
  mkdirSync(join(folder, 'dist'));
  for (const name of ['types.ts', 'functions.mjs']) copyFileSync(join(PROGRAMS, name), join(folder, name));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

async function suspendedIn(node: string, file: string): Promise<Suspended> {
  const snapshot = join(folder, 'taken.heapsnapshot');
  const words = ['--require', join(PROGRAMS, 'take.cjs'), file];
  const ended = await run(node, words, { folder, environment: { SNAPSHOT: snapshot } });
  expect(ended.status, ended.errors).toBe(0);
  return suspendedTasks(await readSnapshot(createReadStream(snapshot)));
}

/** Of these a minifier leaves no name, or one that no map tells. */
const MINIFIED: ReadonlyMap<string, string> = new Map([
  ['named', '(anonymous)'],
  ['#own', '#a'],
  ["['computed']", 'computed'],
]);

function expectTruth(suspended: Suspended, file: string, changed: ReadonlyMap<string, string> = new Map()): void {
  const told = found(suspended, folder, file);
  const truth = expected(file);
  expect(told.map(({ line }) => line).sort()).toEqual(truth.map(({ line }) => inWords(line, changed)).sort());
}

function inWords(line: string, changed: ReadonlyMap<string, string>): string {
  return line.replace(/\S+(?= \d+$)/, (name) => changed.get(name) ?? name);
}

describe.skipIf(isShort).each(NODES)('on Node $major', ({ path }) => {
  test.skipIf(path === null)('what tsc writes, with its map', async () => {
    const words = [
      '--outDir',
      'dist',
      '--sourceMap',
      '--target',
      'es2022',
      '--module',
      'esnext',
      '--skipLibCheck',
      '--noCheck',
    ];
    execFileSync(process.execPath, [TSC, ...words, 'types.ts'], { cwd: folder });
    expectTruth(await suspendedIn(path ?? '', join(folder, 'dist', 'types.js')), join(folder, 'types.ts'));
  });

  test.skipIf(path === null)('minified, with its map beside it or in it', async () => {
    const author = join(folder, 'functions.mjs');
    const text = readFileSync(author, 'utf8');
    const options = { minify: true, sourcefile: '../functions.mjs', format: 'esm' } as const;
    const { code, map } = esbuild.transformSync(text, { ...options, sourcemap: true });
    writeFileSync(join(folder, 'dist', 'beside.mjs'), `${code}//# sourceMappingURL=beside.mjs.map\n`);
    writeFileSync(join(folder, 'dist', 'beside.mjs.map'), map);
    writeFileSync(
      join(folder, 'dist', 'within.mjs'),
      esbuild.transformSync(text, { ...options, sourcemap: 'inline' }).code,
    );
    for (const name of ['beside.mjs', 'within.mjs']) {
      expectTruth(await suspendedIn(path ?? '', join(folder, 'dist', name)), author, MINIFIED);
    }
  });

  test.skipIf(path === null)(
    'two files in a bundle: variables, functions and files are those of the author',
    async () => {
      const [main = '', hub = ''] = ['main.ts', 'hub.ts'].map((name) => join(PROGRAMS, 'bundle', name));
      const truth = [main, hub].flatMap((file) =>
        expected(file).map(({ line, heldBy }) => ({
          at: `${file}:${line}`,
          heldBy: heldBy.replace('$FILE', file).replace('$HUB', hub),
        })),
      );
      for (const { format, minify } of [
        { format: 'esm', minify: true },
        { format: 'cjs', minify: false },
      ] as const) {
        const outfile = join(folder, 'dist', `bundle.${format === 'esm' ? 'mjs' : 'cjs'}`);
        const sourcemap = minify || 'inline';
        esbuild.buildSync({ entryPoints: [main], outfile, bundle: true, minify, sourcemap, format, platform: 'node' });
        const { groups } = await suspendedIn(path ?? '', outfile);
        const told = new Map(
          groups.map((group) => [
            `${group.file}:${group.line} ${group.function} ${group.count}`,
            group.heldBy.map((way) => way.path.join(' → ')).join(' and '),
          ]),
        );
        expect([...told.keys()].sort()).toEqual(truth.map(({ at }) => at).sort());
        for (const { at, heldBy } of truth) expect(told.get(at), at).toContain(heldBy);
      }
    },
  );

  test.skipIf(path === null)('minified, without a map', async () => {
    const text = readFileSync(join(folder, 'functions.mjs'), 'utf8');
    const file = join(folder, 'dist', 'without.mjs');
    const options = { minify: true, sourcefile: 'functions.mjs', format: 'esm', sourcemap: false } as const;
    writeFileSync(file, esbuild.transformSync(text, options).code);
    const { total, groups } = await suspendedIn(path ?? '', file);
    const truth = await suspendedIn(path ?? '', join(folder, 'functions.mjs'));
    expect([total, groups.length]).toEqual([truth.total, truth.groups.length]);
    // It has one line.
    expect(new Set(groups.map((group) => `${group.file}:${group.line}`))).toEqual(new Set([`${file}:1`]));
  });
});
