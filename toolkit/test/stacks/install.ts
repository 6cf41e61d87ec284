/** What several stacks are installed from: a folder of `.leaklab/stacks/` with their packages and the packed taskscope. */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dependencies, pack, unpack } from '../packed.ts';

const HERE = import.meta.dirname;
const STACKS = fileURLToPath(new URL('../../../.leaklab/stacks/', import.meta.url));

interface Manifest {
  dependencies: Record<string, string>;
}

/** The packages of `installs/NAME.json`, by their names, each of one version. */
export function versionsOf(name: string): Record<string, string> {
  const { dependencies }: Manifest = JSON.parse(readFileSync(join(HERE, 'installs', `${name}.json`), 'utf8'));
  return dependencies;
}

/**
 * Installs `installs/NAME.json` from the registry, where that has not been done, and taskscope as it is now. No script of
 * a package is run. `more`: words for npm. Each install belongs to one test file, so that nobody else is at it.
 */
export function install(name: string, more: readonly string[] = []): string {
  const folder = join(STACKS, name);
  const manifest = `${JSON.stringify({ private: true, dependencies: { ...dependencies, ...versionsOf(name) } }, null, 2)}\n`;
  const stamp = join(folder, 'installed.json');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== manifest) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), manifest);
    twice(() => npm(folder, ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...more]));
    writeFileSync(stamp, manifest);
  }
  const packed = join(folder, 'node_modules', 'taskscope');
  rmSync(packed, { recursive: true, force: true });
  unpack(pack(), packed);
  // As npm does for what a package calls its `bin`.
  const command = join(folder, 'node_modules', '.bin', 'taskscope');
  mkdirSync(dirname(command), { recursive: true });
  rmSync(command, { force: true });
  symlinkSync(join(packed, 'bin', 'taskscope.mjs'), command);
  chmodSync(command, 0o755);
  return folder;
}

/** A fresh copy of `programs/PROGRAM`, such as `services/koa`, beside the packages of an install: its own, if none is named. */
export function copyProgram(program: string, name: string = dirname(program)): string {
  const folder = join(STACKS, name, basename(program));
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(HERE, 'programs', program), folder, { recursive: true });
  return folder;
}

function npm(folder: string, words: readonly string[]): void {
  // The npm that runs the tests hands its own words on by the environment: they are not meant for this one.
  const environment = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key) && key !== 'NODE_OPTIONS');
  execFileSync('npm', words, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: Object.fromEntries(environment),
  });
}

/** Networks fail for a moment now and then. */
function twice(action: () => void): void {
  try {
    action();
  } catch {
    action();
  }
}
