/**
 * Outputs of the transform on disk, by the content of their input, so that many short processes don't pay for the parser.
 *
 * They stand in `node_modules/.cache/taskscope` of the package that the program belongs to. What is in there decides
 * what runs, as the rest of `node_modules` does; where it can't be written, nothing is cached.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Author } from './origin.ts';
import type { Language, SourceType } from './parse.ts';
import type { Transformed, Untouched } from './transform.ts';

export class Cache {
  readonly #folder: string | null;
  readonly #version: string;

  /** `version` tells the outputs of different transforms apart, see `codeDigest`. */
  constructor(folder: string | null, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  /** What is stored for this input, else what `make` gives. */
  get(
    source: string,
    language: Language,
    sourceType: SourceType | null,
    make: () => Transformed | Untouched,
    author: Author | null = null,
  ): Transformed | Untouched {
    if (this.#folder === null) return make();
    const input = [this.#version, language, sourceType, author?.map.key, source].join('\0');
    const hash = createHash('sha256').update(input).digest('hex');
    const path = join(this.#folder, `${hash}.json`);
    const stored = read(path);
    if (stored !== null) return stored;
    const made = make();
    // Without a reason there was nothing to track, now and later; a reason may be gone next time.
    if ('insertions' in made || made.reason === null) write(path, made);
    return made;
  }
}

/** Null where there is nothing, or nothing of use: a broken file is made anew. */
function read(path: string): Transformed | Untouched | null {
  try {
    const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isOutput(stored) ? stored : null;
  } catch {
    return null;
  }
}

function isOutput(stored: unknown): stored is Transformed | Untouched {
  if (typeof stored !== 'object' || stored === null) return false;
  if ('reason' in stored) return stored.reason === null;
  return 'insertions' in stored && 'sites' in stored && 'header' in stored && 'skipped' in stored;
}

function write(path: string, made: Transformed | Untouched): void {
  const temporary = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(temporary, JSON.stringify(made), { mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    // A read-only or full disk costs time, not the program.
  }
}

/** Changes with any change of the code in `folder`: an output of yesterday's transform is never taken for today's. */
export function codeDigest(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

/** `TASKSCOPE_CACHE` (a folder, or `0` for none), else the nearest `node_modules` above `start`. */
export function cacheFolder(start: string, environment: NodeJS.ProcessEnv): string | null {
  const asked = environment['TASKSCOPE_CACHE'];
  if (asked !== undefined) return asked === '0' || asked === '' ? null : asked;
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules'))) return join(folder, 'node_modules', '.cache', 'taskscope');
    if (dirname(folder) === folder) return null;
  }
}
