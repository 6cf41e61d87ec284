/** Which files are the user's own. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type picomatch from 'picomatch';

export interface Selection {
  /** Globs of absolute paths, comma separated: `**` + `/node_modules/my-org/**`. Files in `node_modules` are taken only by these. On Windows, either slash will do. */
  include?: string | undefined;
  /** Globs of absolute paths that are left out. */
  exclude?: string | undefined;
}

/** Tells whether a module with this URL is to be transformed. `own` is the folder of this package's code. */
export function selector({ include, exclude }: Selection, own: string): (url: string) => boolean {
  const included = matcher(include);
  const excluded = matcher(exclude);
  return (url) => {
    if (url.startsWith('data:')) return true;
    if (!url.startsWith('file:')) return false;
    const path = fileURLToPath(url);
    const posix = path.replaceAll(sep, '/');
    if (path.startsWith(own) || isCopy(posix)) return false;
    if (excluded?.(posix)) return false;
    return !posix.includes('/node_modules/') || (included?.(posix) ?? false);
  };
}

function matcher(globs: string | undefined): ((path: string) => boolean) | undefined {
  if (globs === undefined || globs === '') return undefined;
  const match = createRequire(import.meta.url)('picomatch') as typeof picomatch;
  return match(
    // On Windows, a backslash is what one types between folders, and escapes nothing.
    globs.split(',').map((glob) => glob.trim().replaceAll(sep, '/')),
    { dot: true, nocase: sep === '\\' },
  );
}

const copies = new Map<string, boolean>();

/** Whether the file is code of another copy of this package: what it awaits is no business of the program. */
function isCopy(path: string): boolean {
  const root = /^(.*)\/(?:dist|src|bin)\//.exec(path)?.[1];
  if (root === undefined) return false;
  const known = copies.get(root) ?? isTaskscope(root);
  copies.set(root, known);
  return known;
}

function isTaskscope(folder: string): boolean {
  try {
    const { name }: { name?: unknown } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return name === 'taskscope';
  } catch {
    return false;
  }
}
