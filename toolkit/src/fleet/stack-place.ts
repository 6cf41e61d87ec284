/** The frames of a profile as places that are the same on each instance, and the one at which a stack waits. */
import { PACKAGE_NOTE, parsePackageNote } from '../profile/package-note.ts';
import type { PackageFolder } from '../profile/package-path.ts';
import type { EncodedProfile } from './encoded-profile.ts';
import { goLibraryFolder, goPlace } from './go-place.ts';

export interface StackPlace {
  /** That of its `package.json`, for Go the program of a `main`; null where it is not known. */
  package: string | null;
  /** In the package: `src/query.ts`; for Go with the import path: `example.com/shop/pool.go`. */
  path: string;
  function: string;
  line: number;
  /** Whose it is: of a program in Node, of one in Go, or of Go's own library. */
  owner: 'node' | 'go' | 'go library';
}

/** The frames of a profile: those of a location are made when they are first asked for, and are the same objects from then on. */
export class StackPlaces {
  readonly #profile: EncodedProfile;
  readonly #known = new Map<number, readonly StackPlace[]>();
  readonly #packages: readonly PackageFolder[];
  /** By the number of its name. */
  readonly #files = new Map<number, Owned>();
  #goLibrary: string | null | undefined;

  constructor(profile: EncodedProfile) {
    this.#profile = profile;
    // Packages may lie in each other: the innermost owns a file.
    this.#packages = profile
      .textsFrom(PACKAGE_NOTE)
      .flatMap((text) => parsePackageNote(text) ?? [])
      .sort((a, b) => b.folder.length - a.folder.length);
  }

  /** Inlined ones included, innermost first. Throws a `MalformedError`. */
  at(location: number): readonly StackPlace[] {
    let frames = this.#known.get(location);
    if (frames === undefined) {
      frames = this.#profile.linesAt(location).map(({ name, file, line }) => this.#place(name, file, line));
      this.#known.set(location, frames);
    }
    return frames;
  }

  /** Those of a whole stack. Throws a `MalformedError`. */
  of(locations: readonly number[]): StackPlace[] {
    return locations.flatMap((location) => this.at(location));
  }

  /** `query /srv/shop/src/server.ts:16`, who started a task, with the path in the package where that is known. */
  creator(text: string): string {
    const [, name, file, line] = /^(\S+) (.+):(\d+)$/s.exec(text) ?? [];
    return file === undefined ? text : `${name} ${ownedBy(this.#packages, file).path}:${line}`;
  }

  /** The frame of a stack that waits, the innermost that is not of Go's library; undefined where it has no frame. */
  waiting(locations: readonly number[]): StackPlace | undefined {
    for (const location of locations) {
      for (const frame of this.at(location)) if (frame.owner !== 'go library') return frame;
    }
    // All of it is Go's library: an idle connection, say. What waits there is the first that is not the scheduler.
    const stack = this.of(locations);
    return stack.find((frame) => !frame.function.startsWith('runtime.')) ?? stack[0];
  }

  #ownedFile(index: number, file: string): Owned {
    let owned = this.#files.get(index);
    if (owned === undefined) {
      owned = ownedBy(this.#packages, file);
      this.#files.set(index, owned);
    }
    return owned;
  }

  #place(nameIndex: number, fileIndex: number, line: number): StackPlace {
    const name = this.#profile.text(nameIndex) || UNKNOWN;
    const file = this.#profile.text(fileIndex) || UNKNOWN;
    if (!file.endsWith('.go') && !file.endsWith('.s')) {
      const { package: owner, path, before } = this.#ownedFile(fileIndex, file);
      return { package: owner, path, function: plainName(name, before), line, owner: 'node' };
    }
    if (this.#goLibrary === undefined) this.#goLibrary = goLibraryFolder(this.#profile);
    const { isLibrary, ...place } = goPlace(name, file, this.#profile.program, this.#goLibrary);
    return { ...place, line, owner: isLibrary ? 'go library' : 'go' };
  }
}

const UNKNOWN = '(unknown)';

/** What a file says of its functions. */
interface Owned {
  package: string | null;
  path: string;
  /** What may stand before the name of a function: the file without its ending, or the end of that. The longest first. */
  before: readonly string[];
}

/** `packages`: the innermost first. */
function ownedBy(packages: readonly PackageFolder[], file: string): Owned {
  const owner = packages.find(({ folder }) => file.startsWith(folder.endsWith('/') ? folder : `${folder}/`));
  const path = owner === undefined ? file : file.slice(owner.folder.length).replace(/^\//, '');
  const parts = file.replace(/\.\w+$/, '').split('/');
  const before = parts.map((_, index) => `${parts.slice(index).join('/')}.`).filter((text) => text !== '.');
  return { package: owner?.name ?? null, path, before };
}

/** A function's name without its file. */
function plainName(name: string, before: readonly string[]): string {
  const found = before.find((text) => name[text.length - 1] === '.' && name.startsWith(text));
  return found === undefined ? name : name.slice(found.length);
}
