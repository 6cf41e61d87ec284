/** Syntax that holds no keyword of interest is not walked: nothing is lost by that. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { Keywords } from '../../src/transform/keywords.ts';
import { languageOf } from '../../src/transform/parse.ts';
import { loadParser } from '../../src/transform/parser.ts';
import { transform } from '../../src/transform/transform.ts';

/** A plain `npm test` reads one file in so many. */
const SAMPLE = 10;

function namesIn(source: string): string[] {
  const result = transform(loadParser(), source, 'ts', 'module');
  return 'sites' in result ? result.sites.filter(({ kind }) => kind === 'function').map(({ name }) => name) : [];
}

test('tells whether a function may stand in a piece, its first letter included and its end not', () => {
  const keywords = new Keywords('x; async () => { await y }');
  expect(keywords.any(0, 3)).toBe(false);
  expect(keywords.any(3, 4)).toBe(true);
  expect(keywords.any(4, 12)).toBe(false);
  expect(keywords.any(4, 26)).toBe(true);
  expect(keywords.any(14, 26)).toBe(false);
  expect(keywords.any(0, 0)).toBe(false);
});

test('finds async functions in decorators, which may stand before what they decorate', () => {
  const source = `
    @outer(async function one() {}) export class A {
      @inner(async function two() {}) method(@parameter(async function three() {}) x: number) { return x; }
      @field(async function four() {}) y = 1;
    }
    @last(async function five() {}) class B {}`;
  expect(namesIn(source)).toEqual(['one', 'two', 'three', 'four', 'five']);
});

test('finds async methods, whose functions start behind their keyword', () => {
  const source = `
    class A { async a() {} static async *b() {} async #c() {} }
    const o = { async d() {}, async ['e']() {}, f: async () => {} };`;
  expect(namesIn(source)).toHaveLength(6);
});

test('finds async functions however deep they stand in code that has no other', () => {
  const source =
    'export default { a: [{ b: () => { if (x) { for (const y of z) call(async function deep() {}); } } }] };';
  expect(namesIn(source)).toEqual(['deep']);
});

test('leaves out nothing of the corpus, nor of the toolkit, that a walk through all of it finds', () => {
  const cwd = join(import.meta.dirname, '..', '..');
  const all = globSync(['src/**/*.ts', 'test/**/*.{js,mjs,cjs,ts}'], { cwd }).sort();
  const files = all.filter((_, index) => !isShort || index % SAMPLE === 0);
  const results = (): unknown[] =>
    files.map((file) => transform(loadParser(), readFileSync(join(cwd, file), 'utf8'), languageOf(file), null));
  const found = results();
  expect(found.filter((result) => Object.hasOwn(Object(result), 'sites')).length).toBeGreaterThan(20);
  const walkAll = vi.spyOn(Keywords.prototype, 'any').mockReturnValue(true);
  expect(results()).toEqual(found);
  expect(walkAll).toHaveBeenCalled();
  walkAll.mockRestore();
});
