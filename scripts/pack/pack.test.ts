/** What goes onto a stick, with the real npm and a registry of this test's own: nothing comes from anywhere else. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LockedPackage, lockedPackages } from '../launcher/locked-packages.mjs';
import { startRegistry } from '../launcher/registry.mjs';
import { npmCli } from '../launcher/test/machine.ts';
import { makeTinyStick } from '../launcher/test/tiny-stick.ts';
import { isShort } from '../test/short.ts';
import { fetchPackages, missingPackages, removeStrays } from './fetch-packages.ts';
import { PLATFORMS, pack, progressLine, wantedPackages } from './pack.ts';
import { packRepository } from './repository.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const signal = new AbortController().signal;
let scratch: string;
let stick: string;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'leaklab-pack-'));
  stick = join(scratch, 'stick');
  mkdirSync(stick);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(scratch, { recursive: true, force: true });
});

describe('what is wanted', () => {
  const wanted = wantedPackages(ROOT);
  const names = wanted.map(({ name }) => name);

  test('is what npm would install on each of the five platforms, and npm', () => {
    for (const platform of PLATFORMS) {
      const here = lockedPackages(ROOT, [platform]);
      expect(here.filter(({ name }) => /^node-(bin-)?(linux|darwin|win)/.test(name))).toHaveLength(1);
      expect(names).toEqual(expect.arrayContaining(here.map(({ name }) => name)));
      for (const { file, integrity } of here)
        expect(wanted.find((each) => each.file === file)?.integrity).toBe(integrity);
    }
    const natives = ['@oxc-parser/binding-', '@biomejs/cli-', '@esbuild/', '@rolldown/binding-', 'lightningcss-'];
    for (const native of natives)
      expect(
        names.filter((name) => name.startsWith(native)),
        native,
      ).toHaveLength(5);
    expect(names).toContain('npm');
  });

  test('has no two tarballs of one name', () => {
    expect(new Set(wanted.map(({ file }) => file)).size).toBe(wanted.length);
  });

  test('all that is installed here is in it', () => {
    const here = new Set(lockedPackages(ROOT, [`${process.platform}-${process.arch}`]).map(({ name }) => name));
    const installed = readdirSync(join(ROOT, 'node_modules', '@biomejs')).map((name) => `@biomejs/${name}`);
    expect(installed.filter((name) => !here.has(name))).toEqual([]);
  });
});

describe('fetching', () => {
  let wanted: LockedPackage[];
  let close: () => void;
  const fetchAll = async (): Promise<number[]> => {
    const done: number[] = [];
    const missing = await missingPackages(stick, wanted);
    await fetchPackages(stick, missing, { signal, onProgress: (count) => done.push(count) });
    return done;
  };

  beforeEach(async () => {
    const source = join(scratch, 'source');
    const tarballs = join(source, 'packages');
    writeFileSync(join(scratch, 'package-lock.json'), makeTinyStick(tarballs));
    wanted = lockedPackages(scratch, PLATFORMS);
    const registry = await startRegistry(scratch, tarballs);
    close = registry.close;
    vi.stubEnv('npm_config_registry', registry.url);
    vi.stubEnv('npm_config_cache', join(scratch, 'cache'));
    vi.stubEnv('npm_config_fetch_retries', '0');
    vi.stubEnv('npm_execpath', npmCli);
  });
  afterEach(() => close());

  test('brings each package, whole, and leaves nothing else', async () => {
    expect(await fetchAll()).toEqual([2]);
    expect(readdirSync(stick).sort()).toEqual(wanted.map(({ file }) => file).sort());
    expect(await missingPackages(stick, wanted)).toEqual([]);
  });

  test.skipIf(isShort)('goes on where it was interrupted: what is there, whole, is not fetched again', async () => {
    await fetchAll();
    const [broken] = wanted;
    writeFileSync(join(stick, broken?.file ?? ''), 'half of it');
    expect((await missingPackages(stick, wanted)).map(({ name }) => name)).toEqual([broken?.name]);
    expect(await fetchAll()).toEqual([1]);
  });

  test.skipIf(isShort)('keeps nothing that is not what the lock file says', async () => {
    const other = `sha512-${Buffer.alloc(64).toString('base64')}`;
    wanted = wanted.map((each) => ({ ...each, integrity: other }));
    await expect(fetchAll()).rejects.toThrow('is not what the lock file says');
    expect(readdirSync(stick)).toEqual([]);
  });

  test.skipIf(isShort)('without a network: what failed, and that it goes on from there', async () => {
    close();
    await expect(fetchAll()).rejects.toThrow(/npm could not fetch all of `@tiny\/one@1.0.0`.*run the command again/);
    expect(readdirSync(stick)).toEqual([]);
  });

  test('what no lock file asks for any more goes, and nothing else', () => {
    for (const name of ['old-1.0.0.tgz', 'notes.txt']) writeFileSync(join(stick, name), '');
    removeStrays(stick, wanted);
    expect(readdirSync(stick)).toEqual(['notes.txt']);
  });
});

test('the repository is packed as committed, and says nothing of where it came from', async () => {
  const root = join(scratch, '源 repository');
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { cwd: root, encoding: 'utf8' });
  mkdirSync(root);
  git('init', '--quiet');
  writeFileSync(join(root, 'server.ts'), 'starter\n');
  git('add', '.');
  git('commit', '--quiet', '-m', 'start');
  git('remote', 'add', 'origin', 'https://somebody:secret@example.org/leaklab.git');
  writeFileSync(join(root, 'server.ts'), 'my solution\n');
  writeFileSync(join(root, 'notes.txt'), 'mine\n');
  const packed = join(stick, 'leaklab');
  await packRepository(root, packed);
  expect(readdirSync(packed).sort()).toEqual(['.git', 'server.ts']);
  expect(execFileSync('git', ['-C', packed, 'show', 'HEAD:server.ts'], { encoding: 'utf8' })).toBe('starter\n');
  expect(execFileSync('git', ['-C', packed, 'status', '--porcelain'], { encoding: 'utf8' })).toBe('');
  expect(execFileSync('git', ['-C', packed, 'remote', '--verbose'], { encoding: 'utf8' })).toBe('');
  const written = readdirSync(packed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of written)
    expect(readFileSync(join(parentPath, name), 'latin1'), name).not.toMatch(/secret|somebody/);
});

test('a folder that holds something else is left alone', async () => {
  writeFileSync(join(stick, 'holiday.jpg'), '');
  await expect(pack({ root: ROOT, print: () => {}, signal }, stick)).rejects.toThrow('holds something else');
  expect(existsSync(join(stick, 'packages'))).toBe(false);
});

test('how far it is, in one line', () => {
  expect(progressLine(5, 20, 12_345_678)).toBe('[#####---------------] 5 of 20 packages, 12 MB');
});
