/** What is compared and is no dependency of a learner: installed on demand, into `.leaklab/`. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDER = join(ROOT, '.leaklab', 'comparison');
const WHY_IS_NODE_RUNNING = 'why-is-node-running@3.2.3';
/** Where Debian puts the sources of Go packages. */
const GO_PATH = '/usr/share/gocode';
const GO_SOURCES = fileURLToPath(new URL('./go/', import.meta.url));
const GO_PACKAGES = 'golang-go golang-github-fortytw2-leaktest-dev golang-uber-goleak-dev';

export interface Ready {
  /** For what the runs write. */
  folder: string;
  /** Its entry; null where it could not be had. */
  whyIsNodeRunning: string | null;
  /** The compiled tests; null where there is no Go with both packages. */
  goTests: string | null;
  /** By the names of the tools. */
  versions: string[];
  /** What could not be had, and what to do: a sentence each. */
  missing: string[];
}

export async function makeReady(): Promise<Ready> {
  mkdirSync(FOLDER, { recursive: true });
  const missing: string[] = [];
  const orMissing = async <T>(what: string, get: () => Promise<T>): Promise<T | null> => {
    try {
      return await get();
    } catch (error) {
      missing.push(`${what} (${firstLine(error)})`);
      return null;
    }
  };
  const whyIsNodeRunning = await orMissing(
    `\`${WHY_IS_NODE_RUNNING}\`: it comes from the npm registry`,
    installWhyIsNodeRunning,
  );
  const goTests = await orMissing(`leaktest and goleak: on Debian, install \`${GO_PACKAGES}\``, compileGoTests);
  const versions = [`Node ${process.version}`, `Vitest ${versionOf(join(ROOT, 'node_modules', 'vitest'))}`];
  if (whyIsNodeRunning !== null) versions.push(WHY_IS_NODE_RUNNING.replace('@', ' '));
  if (goTests !== null) {
    const { stdout } = await promisify(execFile)('go', ['env', 'GOVERSION']);
    versions.push(`${stdout.trim().replace('go', 'Go ')}`);
  }
  return { folder: FOLDER, whyIsNodeRunning, goTests, versions, missing };
}

async function installWhyIsNodeRunning(): Promise<string> {
  const installed = join(FOLDER, 'node_modules', 'why-is-node-running');
  if (!existsSync(installed)) {
    writeFileSync(join(FOLDER, 'package.json'), '{ "private": true }\n');
    const words = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', WHY_IS_NODE_RUNNING];
    await promisify(execFile)('npm', words, { cwd: FOLDER, shell: process.platform === 'win32' });
  }
  return join(installed, 'index.js');
}

async function compileGoTests(): Promise<string> {
  const file = join(FOLDER, 'handlers.test');
  await promisify(execFile)('go', ['test', '-c', '-o', file, '.'], {
    cwd: GO_SOURCES,
    env: { ...process.env, GO111MODULE: 'off', GOPATH: GO_PATH, GOFLAGS: '' },
  });
  return file;
}

function versionOf(folder: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return version;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
