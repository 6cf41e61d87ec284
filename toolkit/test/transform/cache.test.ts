/** Outputs on disk: used when they are good, made anew when they are not, never a reason to fail. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Cache, cacheFolder, codeDigest } from '../../src/transform/cache.ts';
import { transformed } from './transformed.ts';

const SOURCE = 'async () => 1';
const OUTPUT = transformed(SOURCE);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskscope cache '));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const files = (): string[] => readdirSync(folder);

describe('the cache', () => {
  test('makes an output once, and gives it to the next process', () => {
    const make = vi.fn(() => OUTPUT);
    expect(new Cache(folder, '1').get(SOURCE, 'js', null, make)).toEqual(OUTPUT);
    expect(new Cache(folder, '1').get(SOURCE, 'js', null, make)).toEqual(OUTPUT);
    expect(make).toHaveBeenCalledTimes(1);
    expect(files()).toHaveLength(1);
  });

  test('tells sources, languages, kinds of module and versions of the transform apart', () => {
    const make = vi.fn(() => OUTPUT);
    const cache = new Cache(folder, '1');
    cache.get(SOURCE, 'js', null, make);
    cache.get(`${SOURCE};`, 'js', null, make);
    cache.get(SOURCE, 'ts', null, make);
    cache.get(SOURCE, 'js', 'module', make);
    new Cache(folder, '2').get(SOURCE, 'js', null, make);
    expect(make).toHaveBeenCalledTimes(5);
    expect(files()).toHaveLength(5);
  });

  test('keeps it for itself', () => {
    const inner = join(folder, 'made', 'by us');
    new Cache(inner, '1').get(SOURCE, 'js', null, () => OUTPUT);
    const [file = ''] = readdirSync(inner);
    if (process.platform !== 'win32') {
      expect(statSync(inner).mode & 0o777).toBe(0o700);
      expect(statSync(join(inner, file)).mode & 0o777).toBe(0o600);
    }
  });

  test('remembers that there was nothing to do, and forgets what failed', () => {
    const make = vi.fn(() => ({ reason: null }));
    const fail = vi.fn(() => ({ reason: 'the parser is missing' }));
    const cache = new Cache(folder, '1');
    for (let count = 0; count < 2; count++) {
      expect(cache.get('nothing', 'js', null, make)).toEqual({ reason: null });
      expect(cache.get('failing', 'js', null, fail)).toEqual({ reason: 'the parser is missing' });
    }
    expect(make).toHaveBeenCalledTimes(1);
    expect(fail).toHaveBeenCalledTimes(2);
  });

  test.each(['', '{', 'null', '"text"', '[]', '{}', '{"reason":"forged"}', '{"insertions":[]}'])(
    'makes anew what is stored as %j',
    (broken) => {
      const cache = new Cache(folder, '1');
      cache.get(SOURCE, 'js', null, () => OUTPUT);
      const [file = ''] = files();
      writeFileSync(join(folder, file), broken);
      expect(cache.get(SOURCE, 'js', null, () => OUTPUT)).toEqual(OUTPUT);
      expect(JSON.parse(readFileSync(join(folder, file), 'utf8'))).toEqual(OUTPUT);
    },
  );

  test("does without a folder that it can't write", () => {
    const blocked = join(folder, 'a file');
    writeFileSync(blocked, '');
    const make = vi.fn(() => OUTPUT);
    const cache = new Cache(join(blocked, 'cache'), '1');
    expect(cache.get(SOURCE, 'js', null, make)).toEqual(OUTPUT);
    expect(cache.get(SOURCE, 'js', null, make)).toEqual(OUTPUT);
    expect(make).toHaveBeenCalledTimes(2);
  });
});

describe('its folder', () => {
  test('is that of the nearest `node_modules`', () => {
    mkdirSync(join(folder, 'node_modules'));
    mkdirSync(join(folder, 'src', 'deep'), { recursive: true });
    expect(cacheFolder(join(folder, 'src', 'deep'), {})).toBe(join(folder, 'node_modules', '.cache', 'taskscope'));
  });

  test('is what `TASKSCOPE_CACHE` says', () => {
    expect(cacheFolder(folder, { TASKSCOPE_CACHE: '/elsewhere' })).toBe('/elsewhere');
    expect(cacheFolder(folder, { TASKSCOPE_CACHE: '0' })).toBeNull();
    expect(cacheFolder(folder, { TASKSCOPE_CACHE: '' })).toBeNull();
    const make = vi.fn(() => OUTPUT);
    new Cache(null, '1').get(SOURCE, 'js', null, make);
    expect(make).toHaveBeenCalledTimes(1);
  });
});

test('the digest of the code changes with any of its files', () => {
  writeFileSync(join(folder, 'a.js'), 'one');
  const first = codeDigest(folder);
  expect(codeDigest(folder)).toBe(first);
  writeFileSync(join(folder, 'a.js'), 'two');
  expect(codeDigest(folder)).not.toBe(first);
});
