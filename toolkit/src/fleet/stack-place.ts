/** The frames of a profile as places that are the same on each instance, and the one at which a stack waits. */
import type { Profile } from 'pprof-format';
import { parsePackageNote } from '../profile/package-note.ts';

export interface StackPlace {
  /** That of its `package.json`, for Go the program of a `main`; null where it is not known. */
  package: string | null;
  /** In the package: `src/query.ts`; for Go with the import path: `example.com/shop/pool.go`. */
  path: string;
  function: string;
  line: number;
  /** Whether it is Go's own library. */
  library: boolean;
}

/** Where a stack waits. */
export interface Waiting {
  /** The package, the path in it and the function: the same in each release and each folder. */
  key: string;
  place: StackPlace;
  /** As far as its functions say. */
  wait: string;
  /** The frames from there out. */
  own: readonly StackPlace[];
}

/** Null where the stack has no frame. */
export function waitingPlace(stack: readonly StackPlace[]): Waiting | null {
  const first = stack.findIndex(({ library }) => !library);
  // All of it is Go's library: an idle connection, say. What waits there is the first that is not the scheduler.
  const scheduled = stack.findIndex((frame) => !frame.function.startsWith('runtime.'));
  const at = Math.max(first === -1 ? scheduled : first, 0);
  const place = stack[at];
  if (place === undefined) return null;
  const key = JSON.stringify([place.package, place.path, place.function]);
  return { key, place, wait: waitOf(stack), own: stack.slice(at) };
}

/** The functions of Go that a goroutine is blocked in, in the words of its stack dumps. */
const WAITS: readonly [RegExp, string][] = [
  [/^runtime\.chansend/, 'chan send'],
  [/^runtime\.chanrecv/, 'chan receive'],
  [/^runtime\.(selectgo|block)$/, 'select'],
  [/^sync\.\(\*WaitGroup\)\.Wait/, 'wait group'],
  [/^sync\.\(\*Cond\)\.Wait/, 'condition'],
  [/(^sync|^internal\/sync)\.\(\*(RW)?Mutex\)\./, 'mutex lock'],
  [/^time\.Sleep/, 'sleep'],
  [/^internal\/poll\./, 'IO wait'],
];

function waitOf(stack: readonly StackPlace[]): string {
  for (const [pattern, wait] of WAITS) if (stack.some(({ function: name }) => pattern.test(name))) return wait;
  return '';
}

/** The frames of each location, inlined ones included, innermost first; by the location's id. */
export function readFrames(profile: Profile): ReadonlyMap<number, StackPlace[]> {
  const { strings } = profile.stringTable;
  const text = (index: unknown): string => strings[Number(index)] ?? '';
  const packages = strings.flatMap((each) => parsePackageNote(each) ?? []);
  const program = baseOf(text(profile.mapping[0]?.filename));
  const functions = new Map(
    profile.function.map(({ id, name, filename }) => [Number(id), { name: text(name), file: text(filename) }]),
  );
  const goLibrary = goLibraryOf(functions.values());
  const placeAt = (id: number, line: number): StackPlace => {
    const { name, file } = functions.get(id) ?? { name: '(unknown)', file: '(unknown)' };
    return file.endsWith('.go') || file.endsWith('.s')
      ? { ...goPlace(name, file, program), line, library: isLibrary(name, file, goLibrary) }
      : { ...nodePlace(name, file, packages), line, library: false };
  };
  return new Map(
    profile.location.map(({ id, line: lines }) => [
      Number(id),
      lines.map(({ functionId, line }) => placeAt(Number(functionId), Number(line))),
    ]),
  );
}

type Named = Omit<StackPlace, 'line' | 'library'>;

function nodePlace(name: string, file: string, packages: readonly { name: string | null; folder: string }[]): Named {
  const owner = packages
    .filter(({ folder }) => file.startsWith(folder.endsWith('/') ? folder : `${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
  const path = owner === undefined ? file : file.slice(owner.folder.length).replace(/^\//, '');
  return { package: owner?.name ?? null, path, function: plainName(name, file) };
}

/** A function's name without its file, which stands before it in a profile. */
function plainName(name: string, file: string): string {
  const parts = file.replace(/\.\w+$/, '').split('/');
  for (let index = 0; index < parts.length; index++) {
    const before = `${parts.slice(index).join('/')}.`;
    if (before.length > 1 && name.startsWith(before)) return name.slice(before.length);
  }
  return name;
}

/** `example.com/shop/store.(*Pool).Get` in `/src/shop/store/pool.go` is in `example.com/shop/store/pool.go`. */
function goPlace(name: string, file: string, program: string): Named {
  const slash = name.lastIndexOf('/') + 1;
  const importPath = name.slice(0, slash) + name.slice(slash).split('.', 1)[0];
  const isMain = importPath === 'main';
  return {
    package: isMain ? program : null,
    path: isMain ? baseOf(file) : `${importPath}/${baseOf(file)}`,
    function: name,
  };
}

/** The folder of Go's own library, from a function that each program has; null where paths were trimmed. */
function goLibraryOf(functions: Iterable<{ name: string; file: string }>): string | null {
  for (const { name, file } of functions) {
    const [, folder = ''] = (name.startsWith('runtime.') && /^(.+\/src\/)runtime\//.exec(file)) || [];
    if (folder !== '') return folder;
  }
  return null;
}

function isLibrary(name: string, file: string, folder: string | null): boolean {
  if (folder !== null) return file.startsWith(folder);
  // The import paths of others begin with a host.
  const [first = ''] = name.split('/', 1);
  return name.startsWith('runtime.') || (!first.includes('.') && name.includes('/')) || file === name.split('.', 1)[0];
}

function baseOf(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
