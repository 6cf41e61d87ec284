/**
 * The packages of a profile's files: whoever compares profiles of two folders needs them. In the binary form they are strings that nothing
 * refers to, since `go tool pprof` shows comments above each of its reports.
 */
import type { Group } from '../registry/groups.ts';
import { type PackageFolder, packageOf } from './package-path.ts';

/** With which each of them begins. */
export const PACKAGE_NOTE = 'package ';

/** One for each package that a file of these groups belongs to: `package {"name":"shop","folder":"/srv/shop"}`. */
export function packageNotes(groups: readonly Pick<Group, 'frames'>[]): string[] {
  const files = new Set(groups.flatMap(({ frames }) => frames.map(({ file }) => file)));
  const notes = Array.from(files, (file) => {
    const owner = packageOf(file);
    return owner === null
      ? null
      : PACKAGE_NOTE + JSON.stringify({ ...owner, folder: owner.folder.replaceAll('\\', '/') });
  });
  return [...new Set(notes)].filter((note) => note !== null);
}

/** Null where the string is another one. */
export function parsePackageNote(text: string): PackageFolder | null {
  if (!text.startsWith(PACKAGE_NOTE)) return null;
  try {
    const { name, folder }: { name?: unknown; folder?: unknown } = Object(JSON.parse(text.slice(PACKAGE_NOTE.length)));
    return typeof folder === 'string' && folder !== ''
      ? { name: typeof name === 'string' ? name : null, folder }
      : null;
  } catch {
    return null;
  }
}
