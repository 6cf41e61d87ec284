/** A function of Go, as a place that is the same on each instance: by its import path, which its name begins with. */
import type { EncodedProfile } from './encoded-profile.ts';

export interface GoPlace {
  /** The program, for what is in its `main`. */
  package: string | null;
  path: string;
  function: string;
  /** Whether it is of Go's own library. */
  isLibrary: boolean;
}

/**
 * `example.com/shop/store.(*Pool).Get` in `/src/shop/store/pool.go` is in `example.com/shop/store/pool.go`. `library` is the
 * folder of Go's own library, null where the program was built with `-trimpath`.
 */
export function goPlace(name: string, file: string, program: string, library: string | null): GoPlace {
  const slash = name.lastIndexOf('/') + 1;
  const importPath = name.slice(0, slash) + name.slice(slash).split('.', 1)[0];
  const isMain = importPath === 'main';
  return {
    package: isMain ? baseOf(program) : null,
    path: isMain ? baseOf(file) : `${importPath}/${baseOf(file)}`,
    function: name,
    isLibrary: library === null ? LIBRARY.has(importPath.split('/', 1)[0] ?? '') : file.startsWith(library),
  };
}

/** Null where paths were trimmed. It is told by a function that each program has. */
export function goLibraryFolder(profile: EncodedProfile): string | null {
  for (const { name, file } of profile.functions()) {
    if (!profile.text(name).startsWith('runtime.')) continue;
    const [, folder] = /^(.+\/src\/)runtime\//.exec(profile.text(file)) ?? [];
    if (folder !== undefined) return folder;
  }
  return null;
}

/** With which the import paths of Go's library begin; a module of one's own may be without a host as well. */
const LIBRARY: ReadonlySet<string> = new Set(
  (
    'archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash html ' +
    'image index internal io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings structs ' +
    'sync syscall testing text time unicode unique unsafe vendor weak'
  ).split(' '),
);

function baseOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
