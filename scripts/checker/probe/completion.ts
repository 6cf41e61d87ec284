/**
 * A folder with some of a lab's files (a solution, a wrong fix) is completed from the lab's own folder, without a copy:
 * what is not found beside the judged files is looked for there, so that paths and lines stay those of the author. The lab's own
 * files, such as a server that is not edited, get the judged ones where they import them.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export function completeFrom(labFolder: string, folder: string): void {
  if (resolve(labFolder) === resolve(folder)) return;
  /** The lab's own file, where a judged one imports what is not beside it. */
  const missing = (parent: string, target: string): string | null => {
    const own = moved(target, folder, labFolder);
    return isWithin(folder, parent) && own !== null && !existsSync(target) && existsSync(own) ? own : null;
  };
  /** The judged file, where one of the lab's own imports its namesake. */
  const judged = (parent: string, target: string): string | null => {
    const file = moved(target, labFolder, folder);
    return isWithin(labFolder, parent) && file !== null && existsSync(file) ? file : null;
  };
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const { parentURL } = context;
      if (parentURL?.startsWith('file:') && /^\.{1,2}\//.test(specifier)) {
        const parent = fileURLToPath(parentURL.replace(/\?.*$/, ''));
        const target = join(dirname(parent), specifier);
        const taken = missing(parent, target) ?? judged(parent, target);
        if (taken !== null) return nextResolve(pathToFileURL(taken).href, context);
      }
      return nextResolve(specifier, context);
    },
  });
}

function isWithin(folder: string, path: string): boolean {
  return !relative(folder, path).startsWith('..');
}

/** The path in another folder; null for one that is not in `from`. */
function moved(path: string, from: string, to: string): string | null {
  return isWithin(from, path) ? join(to, relative(from, path)) : null;
}

/** A file of the lab: the judged one, else the lab's own. */
export function fileOf({ folder, labFolder }: { folder: string; labFolder: string }, file: string): string {
  const judged = join(folder, file);
  return existsSync(judged) ? judged : join(labFolder, file);
}
