/** What the transform does to a text: it only inserts, on the line, and what is left is JavaScript or TypeScript as before. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languageOf } from '../../src/transform/parse.ts';
import { loadParser } from '../../src/transform/parser.ts';
import { finalInsertions } from '../../src/transform/render.ts';
import { type Transformed, transform } from '../../src/transform/transform.ts';
import { text, transformed } from './transformed.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** All of this repository, and the corpus: every form that somebody thought of. */
const sources = globSync(['{toolkit,scripts,labs,solutions}/**/*.{ts,js,mjs,cjs,mts}'], {
  cwd: ROOT,
  exclude: (file) => file === 'node_modules',
}).map((file) => ({ file, source: readFileSync(join(ROOT, file), 'utf8') }));
const results: { file: string; source: string; result: Transformed }[] = sources.flatMap(({ file, source }) => {
  const result = transform(loadParser(), source, languageOf(file), null);
  return 'insertions' in result && result.sites.length > 0 ? [{ file, source, result }] : [];
});

describe('the transform', () => {
  test('is tried on a good number of files', () => {
    expect(results.length).toBeGreaterThan(60);
  });

  test('adds no line', () => {
    for (const { file, result } of results) {
      const inserted = finalInsertions(result, 0, 'file:///runtime.js').map(({ text: each }) => each);
      expect(
        inserted.filter((each) => /[\n\r\u2028\u2029]/.test(each)),
        file,
      ).toEqual([]);
    }
  });

  test('puts its insertions in order and inside the text', () => {
    for (const { file, source, result } of results) {
      const positions = result.insertions.map(({ position }) => position);
      expect(positions, file).toEqual([...positions].sort((a, b) => a - b));
      expect(positions.at(-1), file).toBeLessThanOrEqual(source.length);
    }
  });

  test('leaves a text that parses, in the same language', () => {
    for (const { file, source, result } of results) {
      const { errors } = loadParser().parseSync(file, text(source, result), {
        lang: languageOf(file),
        sourceType: result.sourceType,
      });
      expect(errors, file).toEqual([]);
    }
  });

  test('names each site where it stands', () => {
    for (const { file, source, result } of results) {
      const lines = source.split('\n');
      const expected: Record<string, RegExp> = {
        await: /^await\b/,
        yield: /^yield\b/,
        'for await': /^for\b/,
        'await using': /^await\b/,
      };
      for (const { kind, line, column } of result.sites) {
        expect(lines[line - 1]?.slice(column - 1), `${file}:${line}:${column} ${kind}`).toMatch(
          expected[kind] ?? /^\S/,
        );
      }
    }
  });

  test('leaves what is not async, and calls nothing, to itself', () => {
    const plain = 'function plain() { return later; }\nclass A { get b() { return 1; } *c() { yield 1; } }\n';
    const source = `${plain}async function tracked() { await plain(); }`;
    expect(text(source, transformed(source))).toContain(plain);
  });

  test('notes in a plain function that it takes a call back, or hands one through', () => {
    const lines = [
      'const start = () => { f(); return later; };',
      'const through = () => f(later);',
      'const more = () => f(g());',
    ];
    const source = `${lines.join('\n')}\nasync function tracked() { await start(); }`;
    expect(text(source, transformed(source)).split('\n').slice(0, 3)).toEqual([
      expect.stringContaining('const start = () => {$ts_calls.awaited=0; f(); return later; };'),
      'const through = () =>{const $ts_p=$ts_calls.awaited;$ts_calls.awaited=0;return ( ($ts_calls.awaited=$ts_p+1,f(later)))};',
      'const more = () =>{const $ts_p=$ts_calls.awaited;$ts_calls.awaited=0;return ( f($ts_giveBack($ts_p+1,g())))};',
    ]);
  });

  test('brings its helpers behind what has to stand first', () => {
    const first = (source: string): string => {
      const result = transformed(source);
      const [header] = finalInsertions(result, 0, 'file:///runtime.js');
      return `${source.slice(0, header?.position)}|${header?.text.slice(0, 7)}`;
    };
    const body = 'async function f() { await 1; }';
    expect(first(`#!/usr/bin/env node\n${body}`)).toBe('#!/usr/bin/env node\n|const {');
    expect(first(`\uFEFF${body}`)).toBe('\uFEFF|const {');
    expect(first(`'use strict'; "and more"\n${body}`)).toBe(`'use strict'; "and more"|;const `);
    expect(first(`export ${body}`)).toBe('|import ');
  });
});

describe('where only the syntax tells', () => {
  test.each([
    ['an import', "import 'x'; async () => 1;", 'module'],
    ['an export', 'export const f = async () => 1;', 'module'],
    ['an `await` at the top', 'await f(); async function f() {}', 'module'],
    ['a `return` at the top', 'if (module.children) return; const f = async () => 1;', 'commonjs'],
    ['a variable called `await`', 'var await = 1; const f = async () => 1;', 'commonjs'],
    ['neither', 'const f = async () => 1;', 'commonjs'],
  ])('%s decides', (_, source, sourceType) => {
    expect(transformed(source, { language: 'js' }).sourceType).toBe(sourceType);
  });
});

describe('the arrow of a function whose body is an expression', () => {
  test.each([
    "(url: 'http://a') =>| url",
    '(f: () => void): Promise<() => void> =>| f',
    '<T,>(x: T): Promise<T> =>| x!',
    '(x) /* => */ =>| /* => */ // => \n (x)',
    '(x = () => 1) =>| x() ? 1 : 2',
    '() =>| @dec(() => 1) class {}',
    '() =>| @dec(() => 1) class { static x = 1 }.x',
    '() =>| x as () => void',
  ])('async %s', (marked) => {
    const source = `const f = async ${marked.replace('|', '')};`;
    const result = transformed(source);
    expect(result.insertions[0]?.position).toBe(`const f = async ${marked}`.indexOf('|'));
    expect(loadParser().parseSync('x.ts', text(source, result), { sourceType: 'commonjs' }).errors).toEqual([]);
  });
});

test('an async function in the decorator of a parameter is tracked, too', () => {
  for (const start of ['', '/* a */ // (\n', '@other ']) {
    const { sites } = transformed(`class A { m(a, ${start}@inject(async () => { await 1 }) x) {} }`);
    expect(sites.map(({ kind }) => kind)).toEqual(['function', 'await']);
  }
});
