/** Jest's own packages, wherever its package manager has put them: they need not be there for ours to see. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * Loads a package that `jest-config` depends on, seen from the folder of the project. At once: Jest before 30 requires its
 * environment, and what is required can't wait.
 */
export function jestsOwn(name: string, folder: string): unknown {
  let from = createRequire(join(folder, 'package.json'));
  for (const parent of ['jest', 'jest-cli', 'jest-config']) {
    try {
      return from(name);
    } catch (error) {
      if (!isMissing(error, name)) throw error;
    }
    from = createRequire(from.resolve(parent));
  }
  return from(name);
}

function isMissing(error: unknown, name: string): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND' && error.message.includes(name);
}
