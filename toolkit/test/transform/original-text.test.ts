/** A function's text is the author's, whatever runs. In this file `Function.prototype.toString` is patched. */
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/registry/registry.ts';
import { keepText, patchToString } from '../../src/transform/original-text.ts';
import { finalInsertions, GLOBAL_NAME, insertInto } from '../../src/transform/render.ts';
import { transformed } from './transformed.ts';

expect(patchToString()).toBe(true);

let base = 1;

/** The exports of a CommonJS module, loaded as `register` does. */
function load(source: string): Record<string, (...values: unknown[]) => unknown> {
  const result = transformed(source, { language: 'js', sourceType: 'commonjs' });
  const insertions = finalInsertions(result, base, '');
  keepText({ base, url: `file:///${base}.cjs`, source, insertions });
  base += result.sites.length;
  const exports = {};
  new Function('exports', GLOBAL_NAME, insertInto(source, insertions))(exports, registry);
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
