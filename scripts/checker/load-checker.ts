import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { say, useCatalogue } from '../language/say.mjs';
import type { Checker } from './check.ts';

/** What a lab's `check.ts` exports, which speaks the learner's language. Throws an error that says how to have the file back. */
export async function loadChecker(labFolder: string): Promise<Checker> {
  const file = join(labFolder, 'check.ts');
  useCatalogue(labFolder);
  try {
    const module: { default: Checker } = await import(pathToFileURL(file).href);
    return module.default;
  } catch (error) {
    const lab = `labs/${basename(labFolder)}`;
    throw new Error(say`\`${lab}/check.ts\` can't be loaded. Restore it with \`git checkout ${lab}\`.\n${error}`);
  }
}
