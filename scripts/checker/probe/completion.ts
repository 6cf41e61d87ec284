/**
 * A folder with some of a lab's files (a solution, a wrong fix) is completed from the lab's own folder, without a copy:
 * what is not found beside the judged files is looked for there, so that paths and lines stay those of the author.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export function completeFrom(labFolder: string, folder: string): void {
  if (resolve(labFolder) === resolve(folder)) return;
  const within = (path: string): boolean => !relative(folder, path).startsWith('..');
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const { parentURL } = context;
      if (parentURL?.startsWith('file:') && /^\.{1,2}\//.test(specifier)) {
        const parent = fileURLToPath(parentURL.replace(/\?.*$/, ''));
        const target = join(dirname(parent), specifier);
        const own = join(labFolder, relative(folder, target));
        if (within(parent) && within(target) && !existsSync(target) && existsSync(own)) {
          return nextResolve(pathToFileURL(own).href, context);
        }
      }
      return nextResolve(specifier, context);
    },
  });
}

/** A file of the lab: the judged one, else the lab's own. */
export function fileOf({ folder, labFolder }: { folder: string; labFolder: string }, file: string): string {
  const judged = join(folder, file);
  return existsSync(judged) ? judged : join(labFolder, file);
}
