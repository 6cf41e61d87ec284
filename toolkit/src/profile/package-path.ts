/**
 * A file as its package knows it: the path below the folder of its `package.json`. Two releases of a service lie in two
 * folders, and are the same code: by this path their places meet.
 */
import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

export interface PackageFolder {
  /** Of its `package.json`; null where that has none, or where there is no `package.json` at all. */
  name: string | null;
  /** Absolute. */
  folder: string;
}

/** By folder: what is above a file does not change while the program runs. */
const known = new Map<string, PackageFolder | null>();

/**
 * The package that a file belongs to: the nearest folder above it with a `package.json` that has a name (a build may leave
 * one without a name in its output), else the nearest with any, else the working folder of the program. Null where the file is
 * in none of these, or is no file.
 */
export function packageOf(file: string): PackageFolder | null {
  if (!isAbsolute(file)) return null;
  const found = above(dirname(file));
  if (found !== null) return found;
  const folder = process.cwd();
  return isBelow(file, folder) ? { name: null, folder } : null;
}

/** `src/routes/query.ts`; the whole path where the file is in no package. */
export function packagePath(file: string): string {
  const owner = packageOf(file);
  return (owner === null ? file : relative(owner.folder, file)).replaceAll('\\', '/');
}

function above(folder: string): PackageFolder | null {
  const seen = known.get(folder);
  if (seen !== undefined) return seen;
  const parent = dirname(folder);
  const here = packageIn(folder);
  const higher = here?.name != null || parent === folder ? null : above(parent);
  const found = higher?.name == null ? (here ?? higher) : higher;
  known.set(folder, found);
  return found;
}

function packageIn(folder: string): PackageFolder | null {
  try {
    const { name }: { name?: unknown } = Object(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    return { name: typeof name === 'string' && name !== '' ? name : null, folder };
  } catch {
    return null;
  }
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
