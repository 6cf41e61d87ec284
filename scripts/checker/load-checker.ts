import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Checker } from './check.ts';

/** What a lab's `check.ts` exports. Throws an error that says how to have the file back. */
export async function loadChecker(labFolder: string): Promise<Checker> {
  const file = join(labFolder, 'check.ts');
  try {
    const module: { default: Checker } = await import(pathToFileURL(file).href);
    return module.default;
  } catch (error) {
    const lab = `labs/${basename(labFolder)}`;
    throw new Error(`\`${lab}/check.ts\` can't be loaded. Restore it with \`git checkout ${lab}\`.\n${error}`);
  }
}
