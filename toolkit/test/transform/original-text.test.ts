/** A function's text is the author's, whatever runs. In this file `Function.prototype.toString` is patched. */
import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/registry/registry.ts';
import { keepText, patchToString } from '../../src/transform/original-text.ts';
import { finalInsertions, GLOBAL_NAME, insertInto } from '../../src/transform/render.ts';
import { transformed } from './transformed.ts';

expect(patchToString()).toBe(true);

let base = 1;

/** The exports of a CommonJS module, loaded as `register` does. */
function load(
  source: string,
  strip = (text: string): string => text,
): Record<string, (...values: unknown[]) => unknown> {
  const result = transformed(source, { language: 'ts', sourceType: 'commonjs' });
  const insertions = finalInsertions(result, base, '');
  keepText({ base, url: `file:///${base}.cjs`, source, insertions });
  base += result.sites.length;
  const exports = {};
  new Function('exports', GLOBAL_NAME, strip(insertInto(source, insertions)))(exports, registry);
  return exports;
}

describe('the text of a function', () => {
  test('is what its author wrote', async () => {
    const texts = [
      'async function declared(a, b = [1]) { await null; /* comment */ return a ?? b; }',
      'async (x) => x + 1',
      'async function* generator() { yield* [1]; yield; }',
      'async () => { for await (const x of [1]) await x; }',
    ];
    const exports = load(texts.map((text, index) => `exports.f${index} = ${text}`).join(';\n'));
    expect(texts.map((_, index) => String(exports[`f${index}`]))).toEqual(texts);
    expect(await exports['f1']?.(1)).toBe(2);
  });

  test('is what its author wrote for methods, classes and functions around it', () => {
    const { A, outer } = load(
      'exports.A = class A { async m() { await null; } static s = async () => 2; };\nexports.outer = function () { return async () => { await 1; }; };',
    );
    expect(String(A)).toBe('class A { async m() { await null; } static s = async () => 2; }');
    expect(String(A?.prototype.m)).toBe('async m() { await null; }');
    expect(String(outer)).toBe('function () { return async () => { await 1; }; }');
    expect(String(outer?.())).toBe('async () => { await 1; }');
  });

  test('is found among many files, and in a file of which two have the same text', () => {
    const source = 'exports.f = async (a) => { await a; };';
    const all = Array.from({ length: 20 }, (_, index) => load(`// ${index}\n${source}`));
    for (const { f } of all) expect(String(f)).toBe('async (a) => { await a; }');
  });

  test('is what its author wrote for plain functions, which have no site of their own', async () => {
    const texts = [
      '(x) => String(x)',
      'function other(y) { "use strict"; return [String(y), y && String(y)]; }',
      '(x, y = String(x), ...all) => { for (const each of all) String(each, String(x)); }',
      'class K { get g() { return String(1); } m(a = String(2)) { return a.at(String(0), ...a); } }',
    ];
    const exports = texts.map((text) => load(`exports.f = ${text};\nexports.tracked = async () => { await null; };`).f);
    expect(exports.map(String)).toEqual(texts);
    const [, , , K] = exports;
    expect(String(Object.getOwnPropertyDescriptor(K?.prototype, 'g')?.get)).toBe('get g() { return String(1); }');
    expect(new Function(`return (${exports[0]})(21)`)()).toBe('21');
  });

  test('is what is left of it where Node took its types away', () => {
    const source =
      'exports.f = async <T>(x: T, y?: Map<string, () => void>): Promise<T> => (await (x as unknown)) as T;\nexports.g = (a: string): string => String(a!);';
    const stripped = stripTypeScriptTypes(source);
    const { f, g } = load(source, stripTypeScriptTypes);
    const [first = '', second = ''] = stripped.split('\n');
    expect(`exports.f = ${f};`).toBe(first);
    expect(`exports.g = ${g};`).toBe(second);
  });

  test('can be evaluated elsewhere', async () => {
    const { f } = load('exports.f = async (x) => { await null; return x * 2; };');
    expect(await new Function(`return (${f})(21)`)()).toBe(42);
  });

  test('is left alone where it only looks like ours', () => {
    const text = "() => '$ts_enter(7)'";
    expect(String(new Function(`return ${text}`)())).toBe(text);
    const far = "() => '$ts_enter(999999)'";
    expect(String(new Function(`return ${far}`)())).toBe(far);
  });

  test('of `toString` itself shows no trace', () => {
    expect(Function.prototype.toString.toString()).toBe('function toString() { [native code] }');
    expect(Function.prototype.toString.name).toBe('toString');
    expect(Object.keys(Function.prototype)).toEqual([]);
    expect(() => Function.prototype.toString.call({})).toThrow(TypeError);
  });
});
