/**
 * The source map that a text came with: of a loader that came first, of a compiler, of a bundler. Places are told where
 * their author wrote them, and the map that we append is the author's, with its columns moved behind what was inserted.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decode, encode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { lastAtMost } from './bisect.ts';
import type { Insertion } from './insertion.ts';
import { Positions } from './positions.ts';
import { Shift } from './shift.ts';
import type { SourceMap } from './source-map.ts';

const COMMENT = /\n\/\/[#@] sourceMappingURL=(\S+)\s*$/;
const INLINE = /^data:application\/json[^,]*;base64,(.*)$/;

/** A map whose sources are URLs. */
export interface AuthorMap extends Omit<SourceMap, 'mappings'> {
  mappings: SourceMapMappings;
}

/** The map of a text that was loaded from `url`; null where it has none that can be read. */
export function authorMap(source: string, url: string): AuthorMap | null {
  const comment = COMMENT.exec(source)?.[1];
  if (comment === undefined) return null;
  try {
    const inline = INLINE.exec(comment)?.[1];
    const base = inline === undefined ? new URL(comment, url) : url;
    const { sourceRoot, ...map } = JSON.parse(
      inline === undefined ? readFileSync(base, 'utf8') : Buffer.from(inline, 'base64').toString('utf8'),
    );
    const root = sourceRoot ? new URL(`${sourceRoot}/`, base) : base;
    return {
      ...map,
      sources: map.sources.map((each: string) => sourceUrl(each, root)),
      mappings: decode(map.mappings),
    };
  } catch {
    return null;
  }
}

function sourceUrl(source: string, base: string | URL): string {
  return isAbsolute(source) ? pathToFileURL(source).href : new URL(source, base).href;
}

/** Both from 1. */
interface Place {
  line: number;
  column: number;
}

/** The places where their author wrote them, with the author's file. */
export function authored<P extends Place>(
  places: readonly P[],
  map: AuthorMap | null,
): readonly (P & { file?: string })[] {
  if (map === null) return places;
  return places.map((place) => {
    const segments = map.mappings[place.line - 1] ?? [];
    const segment = segments[lastAtMost(segments.length, (index) => segments[index]?.[0] ?? 0, place.column - 1)];
    const source = map.sources[segment?.[1] ?? -1];
    if (segment === undefined || segment.length === 1 || source === undefined) return place;
    return { ...place, file: authoredFile(source), line: segment[2] + 1, column: segment[3] + 1 };
  });
}

/** A map may name a file of another machine, or none at all: then its name is all there is to show. */
function authoredFile(source: string): string {
  try {
    return source.startsWith('file:') ? fileURLToPath(source) : source;
  } catch {
    return source;
  }
}

/** The author's map for the text with the insertions: they keep lines, so that only columns move. */
export function movedMap(map: AuthorMap, source: string, insertions: readonly Insertion[]): SourceMap {
  const { starts } = new Positions(source);
  const shift = new Shift(insertions);
  const mappings = map.mappings.map((segments, line) => {
    const start = starts[line] ?? source.length;
    const moved = segments.flatMap(([column, ...rest]) => {
      const before = shift.upTo(start + column);
      const behind = shift.upTo(start + column + 1);
      // What is inserted right before a segment stands for it.
      const columns = before === behind ? [column + behind] : [column + before, column + behind];
      return columns.map((each): SourceMapSegment => [each, ...rest] as SourceMapSegment);
    });
    shift.nextLine(starts[line + 1] ?? source.length);
    return moved;
  });
  return { ...map, mappings: encode(mappings) };
}

/** The text with `map` at its end, in place of the map that it came with. */
export function withMap(text: string, map: SourceMap, author: AuthorMap | null): string {
  const bare = author === null ? text : withoutMap(text);
  return `${bare}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}

/** The text without the map at its end, or where to find it. */
export function withoutMap(text: string): string {
  return text.replace(COMMENT, '');
}
