/** Which files are the user's own. */
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Selection, selector } from '../../src/transform/selection.ts';

const ROOT = resolve('/project 包');
const PACKAGE = join(ROOT, 'node_modules', 'taskscope', 'dist');

/** Whether the file is taken; a path from the project's root, with `/`. */
function takes(path: string, selection: Selection = {}): boolean {
  return selector(selection, PACKAGE)(pathToFileURL(join(ROOT, ...path.split('/'))).href);
}

describe('without options', () => {
  test.each(['app.ts', 'src/deep/a.mjs', 'src/名.cts', 'src/node_modules.ts', '.hidden/app.js'])(
    '%s is taken',
    (path) => {
      expect(takes(path)).toBe(true);
    },
  );

  test.each([
    'node_modules/express/index.js',
    'packages/a/node_modules/b/index.js',
    'node_modules/taskscope/dist/go.js',
  ])('%s is not', (path) => {
    expect(takes(path)).toBe(false);
  });

  test('of what is no file only `data:` is taken', () => {
    const isOwn = selector({}, PACKAGE);
    expect(isOwn('data:text/javascript,1')).toBe(true);
    expect(isOwn('node:fs')).toBe(false);
    expect(isOwn('https://example.com/a.js')).toBe(false);
  });
});

describe('TASKSCOPE_INCLUDE', () => {
  const include = '**/node_modules/@mine/**, **/node_modules/own/lib/*.js';

  test('takes packages', () => {
    expect(takes('node_modules/@mine/a/index.js', { include })).toBe(true);
    expect(takes('node_modules/own/lib/a.js', { include })).toBe(true);
    expect(takes('node_modules/@mine/a/.hidden/index.js', { include })).toBe(true);
    expect(takes('node_modules/own/lib/deep/a.js', { include })).toBe(false);
    expect(takes('node_modules/other/index.js', { include })).toBe(false);
  });

  test('takes nothing away', () => {
    expect(takes('src/app.ts', { include })).toBe(true);
  });

  test('never takes taskscope itself', () => {
    expect(takes('node_modules/taskscope/dist/go.js', { include: '**' })).toBe(false);
  });
});

describe('TASKSCOPE_EXCLUDE', () => {
  test('leaves files out, packages that are included too', () => {
    const selection = { include: '**/node_modules/own/**', exclude: '**/*.gen.ts,**/node_modules/own/hot.js' };
    expect(takes('src/api.gen.ts', selection)).toBe(false);
    expect(takes('src/api.ts', selection)).toBe(true);
    expect(takes('node_modules/own/hot.js', selection)).toBe(false);
    expect(takes('node_modules/own/cold.js', selection)).toBe(true);
  });

  test('empty means nothing', () => {
    expect(takes('src/app.ts', { exclude: '', include: '' })).toBe(true);
  });
});
