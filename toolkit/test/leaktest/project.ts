/** Sample projects, with the packed package in their `node_modules`, and their test runs as CI makes them. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installPacked } from '../packed.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Where `.ci/run` puts Jest: too heavy to be installed for everybody. */
export const JEST = join(ROOT, '.leaklab', 'jest', 'node_modules', 'jest');
export const hasJest = existsSync(JEST);

export interface Project {
  folder: string;
  remove: () => void;
}

export function linkJest(folder: string): void {
  symlinkSync(JEST, join(folder, 'node_modules', 'jest'));
}

/** A copy of the folders of samples and programs beside one another, that can import what the repository has installed. */
export function makeProject(): Project {
  const { folder, link, remove } = installPacked();
  for (const name of ['programs', 'samples']) {
    cpSync(join(import.meta.dirname, name), join(folder, name), { recursive: true });
  }
  for (const name of ['vitest', 'vite', 'light-my-request']) link(name);
  if (hasJest) linkJest(folder);
  return { folder, remove };
}

export interface Run {
  status: number;
  output: string;
}

/** Runs Node to its end, without colours and as if in CI. */
export function run(
  node: string,
  words: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, VITEST: ___, ...env } = process.env;
  const options = {
    cwd,
    env: { ...env, CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0', ...environment },
    maxBuffer: 2 ** 26,
  };
  return new Promise((resolve) => {
    execFile(node, words, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ status, output: stdout + stderr });
    });
  });
}
