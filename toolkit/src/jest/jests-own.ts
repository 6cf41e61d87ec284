/** Jest's own packages, wherever its package manager has put them: they need not be there for ours to see. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Loads a package that `jest-config` depends on, seen from the folder of the project. */
export async function jestsOwn(name: string, folder: string): Promise<unknown> {
  let from = createRequire(join(folder, 'package.json'));
  for (const parent of ['jest', 'jest-cli', 'jest-config']) {
    try {
      return await load(from, name);
    } catch (error) {
      if (!isMissing(error, name)) throw error;
    }
    from = createRequire(from.resolve(parent));
  }
  return load(from, name);
}

async function load(from: NodeJS.Require, name: string): Promise<unknown> {
  const module: { default?: unknown } = await import(pathToFileURL(from.resolve(name)).href);
  return module.default ?? module;
}

function isMissing(error: unknown, name: string): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND' && error.message.includes(name);
}
