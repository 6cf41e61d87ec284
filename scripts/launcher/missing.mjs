import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../language/say.mjs';

/**
 * Compares what the lock file asks for with what npm says it has installed, and that with the folders that are there.
 * @param {string} root
 * @returns {string | null} what is missing or different, in words; null where all is there
 */
export function findMissing(root) {
  const installed = packages(join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return say`no packages are installed yet`;
  for (const [path, wanted] of Object.entries(packages(join(root, 'package-lock.json')) ?? {})) {
    if (!path.startsWith('node_modules/')) continue;
    const name = path.slice('node_modules/'.length);
    const found = installed[path];
    if (found === undefined) {
      // Packages for other platforms are never there; what is optional can be done without.
      if (wanted.optional || wanted.devOptional) continue;
      return say`\`${name}\` is not installed`;
    }
    if (found.version !== wanted.version) return say`\`${name}\` has changed`;
    if (!existsSync(join(root, path, 'package.json'))) return say`\`${name}\` is gone from \`node_modules\``;
  }
  return null;
}

/**
 * @param {string} file
 * @returns {{ [path: string]: { version?: string, optional?: boolean, devOptional?: boolean } } | null}
 */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
