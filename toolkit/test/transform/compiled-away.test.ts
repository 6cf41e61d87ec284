/** Code whose async functions a compiler has made into something else is told, by what real compilers write. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compiledAway } from '../../src/transform/compiled-away.ts';
import { compiler } from '../packed.ts';

/** tsx brings it. */
const esbuild = createRequire(createRequire(import.meta.url).resolve('tsx/package.json'))('esbuild') as Esbuild;

interface Esbuild {
  transformSync(source: string, options: object): { code: string };
}

const SOURCE = 'export async function work(a: number[]) { for (const each of a) await each; return [...a]; }\n';

/** What TypeScript makes of it. */
function compile(...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'compiled-'));
  const [source, output] = [join(folder, 'work.ts'), join(folder, 'work.js')];
  try {
    writeFileSync(source, SOURCE);
    // It writes the output even where it can't find tslib.
    execFileSync(process.execPath, [compiler, '--noCheck', '--skipLibCheck', ...options, source], { stdio: 'pipe' });
    return readFileSync(output, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const es = (target: string, minify = false, source = SOURCE): string =>
  esbuild.transformSync(source, { loader: 'ts', target, minify, supported: { 'for-of': true, 'array-spread': true } })
    .code;

const ES2015 = ['--target', 'es2015', '--module', 'commonjs', '--ignoreConfig'] as const;
const LIBRARY = [...ES2015, '--importHelpers'] as const;

describe('what has none any more', () => {
  test.each([
    ['TypeScript, ES2015', compile(...ES2015)],
    ['TypeScript with tslib', compile(...LIBRARY)],
    ['TypeScript with tslib, as an ES module', compile(...LIBRARY, '--module', 'esnext')],
    ['TypeScript, minified', es('es2015', true, compile(...ES2015))],
    ['esbuild', es('es2016')],
    ['esbuild, minified', es('es2016', true)],
    // As Babel and SWC write them; neither is installed here.
    ['Babel', 'function work() { return _work.apply(this, arguments); }\n_work = _asyncToGenerator(function* (a) {});'],
    [
      'Babel with its runtime',
      'var _x = require("@babel/runtime/helpers/asyncToGenerator");\n(0, _asyncToGenerator2.default)(function* () {});',
    ],
    ['SWC', 'var r = (0, _async_to_generator._)(function* () {});'],
    [
      'Babel, minified',
      'function n(e,t,r,n,o,i,a){try{var c=e[i](a),u=c.value}catch(e){return void r(e)}c.done?t(u):Promise.resolve(u).then(n,o)}',
    ],
  ])('%s', (_name, code) => {
    expect(compiledAway(code)).toMatch(/^async functions in it were compiled away.*; compile to ES2017 or newer$/);
  });

  test('with the name of the helper', () => {
    expect(compiledAway(compile(...ES2015))).toContain('(`__awaiter`)');
  });

  test('modules that are strings to be evaluated', () => {
    const module = JSON.stringify(`${SOURCE}\n//# sourceURL=webpack://app/./src/work.js`);
    expect(compiledAway(`modules = { "./src/work.js": () => { eval(${module}); } };`)).toMatch(/devtool: 'source-map'/);
    expect(compiledAway(`eval(__webpack_require__.ts(${module}))`)).toMatch(/devtool: 'source-map'/);
  });
});

test.each([
  ['what was compiled to ES2017', es('es2017')],
  ['what esbuild has minified', es('es2020', true)],
  ['a generator', es('es2015', false, 'function* each(a) { yield* a; }')],
  ['a text about a helper', 'const name = "__awaiter("; // and __awaiter'],
  ['an eval of its own', 'eval("async () => {}"); eval(text);'],
  ['a chain', 'items.apply(a, b).next(); done ? then(a) : Promise.resolve(a);'],
])('%s is not told', (_name, code) => {
  expect(compiledAway(code)).toBe(null);
});
