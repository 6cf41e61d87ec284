/** What is left alone, and the reason that is given. */
import { describe, expect, test } from 'vitest';
import { loadParser } from '../../src/transform/parser.ts';
import { transform } from '../../src/transform/transform.ts';
import { functionNames, text, transformed } from './transformed.ts';

const skipped = (source: string): [line: number, reason: string][] =>
  transformed(source, { language: 'js', sourceType: 'commonjs' }).skipped.map(({ line, reason }) => [line, reason]);

describe('a whole file is left alone', () => {
  const reason = (source: string): unknown => transform(loadParser(), source, 'js', 'module');

  test('where there is nothing async in it', () => {
    expect(reason('const text = "async"; // async')).toEqual({ reason: null });
  });

  test('where it uses our names', () => {
    expect(reason('const $ts_x = async () => 1;')).toEqual({ reason: 'it uses names that start with `$ts_`' });
  });

  test("where it can't be parsed, with the parser's words", () => {
    expect(reason('async () => {')).toEqual({ reason: expect.stringMatching(/^it can't be parsed: ./) });
  });
});

describe('a function is left alone, with its line and the reason, and no frame is made of it', () => {
  test.each([
    [
      'async function a() {\n  function b() {} function b() {}\n  await 1; return b(); }',
      'it declares the function `b` twice',
    ],
    ['async function a() { function arguments() {} await 1; }', 'it declares a function `arguments`'],
    ['async function a(b) { function b() {} await b(); }', 'it declares a function named as its parameter `b`'],
    [
      'async function a() { function b() {} { var b; } await b(); }',
      'it declares a function and a `var` that may have the same name',
    ],
    [
      'async function a() { function b() {} var { c } = await b(); }',
      'it declares a function and a `var` that may have the same name',
    ],
  ])('%s', (source, reason) => {
    const whole = `\n${source}`;
    expect(skipped(whole)).toEqual([[2, reason]]);
    // But that it takes a call back, as a plain one does.
    const left = text(whole, transformed(whole, { language: 'js', sourceType: 'commonjs' }));
    expect(left.replace('$ts_calls.awaited=0;', '')).toBe(whole);
  });

  test('while the ones in it and around it are tracked', () => {
    const source =
      'async function a() { async function b() { function c() {} function c() {} const d = async () => c(); return d; } return b; }';
    expect(functionNames(source, 'js')).toEqual(['a', 'd']);
    expect(skipped(source)).toEqual([[1, 'it declares the function `c` twice']]);
  });

  test('but not for a function and a `var` that have nothing to do with each other', () => {
    expect(skipped('async function a(p) { function b() {} var c = await b(); const f = (b) => { var b; }; }')).toEqual(
      [],
    );
  });
});

describe('`taskscope-ignore`', () => {
  test.each([
    ['on the line before', '// taskscope-ignore: hot path\nasync function a() {}\nasync function b() {}', ['b']],
    [
      'on the line before, in a block',
      '/*\n * taskscope-ignore\n */\nasync function a() {}\nasync function b() {}',
      ['b'],
    ],
    ['on the line itself', 'async function a() {} // taskscope-ignore\nasync function b() {}', ['b']],
    ['right before it', '/* taskscope-ignore */ async function a() {}\nasync function b() {}', ['b']],
    ['before a method', 'class A {\n// taskscope-ignore\nasync a() {}\nasync b() {} }', ['A.b']],
    [
      'before a variable',
      '// taskscope-ignore\nexport const a = async () => 1;\nexport const b = async () => 1;',
      ['b'],
    ],
    ['with functions inside', '// taskscope-ignore\nasync function a() {\n  const b = async () => 1;\n}', ['b']],
  ])('%s opts a function out, and it alone', (_, source, names) => {
    expect(functionNames(source)).toEqual(names);
    expect(transformed(source).skipped).toEqual([
      { line: expect.any(Number), column: expect.any(Number), reason: '`taskscope-ignore`' },
    ]);
  });

  test('in a string means nothing', () => {
    expect(functionNames('const text = "taskscope-ignore"; async function a() {}')).toEqual(['a']);
  });
});
