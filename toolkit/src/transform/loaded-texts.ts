/** The texts that were loaded: where a place in one, as it runs, stands in what its author wrote. */
import { pathToFileURL } from 'node:url';
import type { AuthorPlace, RunningPlace } from '../registry/author-places.ts';
import { sourcePath } from './author-map.ts';
import type { Insertion } from './insertion.ts';
import type { Author } from './origin.ts';
import { Positions } from './positions.ts';
import { lastPieceAt, placeOfPiece } from './segments.ts';

export interface LoadedText {
  /** What its places are told of, where it has no source map. */
  file: string;
  source: string;
  insertions: readonly Insertion[];
  /** Reads its source map. */
  author: () => Author | null;
}

/** By URL. */
const texts = new Map<string, LoadedText>();
/** The map of a large bundle is too much to be kept for a handful of places, and too slow to be read for each of them. */
const authors = new WeakMap<LoadedText, WeakRef<Author>>();

export function noteLoaded(url: string, text: LoadedText): void {
  texts.set(url, text);
}

/** Null for a text that was not noted. */
export function placeInLoaded({ script, line, column }: RunningPlace): AuthorPlace | null {
  const text = texts.get(/^(?:file|data):/.test(script) ? script : pathToFileURL(script).href);
  if (text === undefined) return null;
  const own = columnInSource(text, line, column);
  return authored(authorOf(text), line, own) ?? { file: text.file, line, column: own };
}

function authorOf(text: LoadedText): Author | null {
  const known = authors.get(text)?.deref();
  if (known !== undefined) return known;
  try {
    const author = text.author();
    if (author !== null) authors.set(text, new WeakRef(author));
    return author;
  } catch {
    // Without a parser, not every comment can be told from a string.
    return null;
  }
}

/** Insertions add no line. */
function columnInSource({ source, insertions }: LoadedText, line: number, column: number): number {
  const start = new Positions(source).starts[line - 1] ?? source.length;
  let inserted = 0;
  for (const { position, text } of insertions) {
    if (position < start) continue;
    const begin = position - start + inserted;
    if (begin + text.length >= column) return Math.min(column - inserted, position - start + 1);
    inserted += text.length;
  }
  return column - inserted;
}

/** By the last piece of the line that begins at the column or before it. Null where there is none. */
function authored(author: Author | null, line: number, column: number): AuthorPlace | null {
  const segments = author?.map.mappings[line - 1] ?? [];
  const segment = placeOfPiece(segments, lastPieceAt(segments, column - 1));
  if (segment === null) return null;
  const source = author?.map.sources[segment[1]];
  return source === undefined ? null : { file: sourcePath(source), line: segment[2] + 1, column: segment[3] + 1 };
}
