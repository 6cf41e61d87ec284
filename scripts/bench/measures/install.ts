import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from '../../../toolkit/test/packed.ts';
import { type Measure, reading } from '../measure.ts';

const MEGABYTE = 1e6;
const ROUNDS = 3;

interface Installed {
  seconds: number;
  /** Bytes, of all files. */
  bytes: number;
  packages: number;
}

export const installedSize: Measure = {
  name: 'installed-size',
  title: '`npm install taskscope` in an empty project: all that it brings',
  unit: 'MB',
  hold: 20,
  anchor: '',
  async measure() {
    const { bytes, packages } = await install();
    const own = statSync(pack()).size / MEGABYTE;
    return reading([bytes / MEGABYTE], `${packages} packages; the tarball of taskscope itself ${own.toFixed(2)} MB`);
  },
};

export const installTime: Measure = {
  name: 'install-time',
  title: 'the same, whole, with all in the cache of npm',
  unit: 's',
  hold: 5,
  anchor: '',
  async measure({ rounds }) {
    await install();
    const seconds: number[] = [];
    for (let round = 0; round < Math.min(ROUNDS, rounds); round++) seconds.push((await install()).seconds);
    return reading(seconds);
  },
};

/** In an empty folder, which is removed. */
async function install(): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), 'leaklab-install-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const words = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', pack()];
    const start = performance.now();
    await promisify(execFile)('npm', words, { cwd: folder, shell: process.platform === 'win32' });
    const seconds = (performance.now() - start) / 1000;
    const files = readdirSync(join(folder, 'node_modules'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return {
      seconds,
      bytes: files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0),
      packages: files.filter(({ parentPath, name }) => name === 'package.json' && isPackage(folder, parentPath)).length,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The folder of a package, and none in it. */
function isPackage(folder: string, path: string): boolean {
  const [first = '', ...rest] = path.slice(join(folder, 'node_modules').length + 1).split(/[\\/]/);
  return rest.length === (first.startsWith('@') ? 1 : 0);
}
