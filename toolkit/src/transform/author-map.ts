/**
 * The source map that a text came with: of a loader that came first, of a compiler, of a bundler. The map that we put in
 * its place is the author's, with its columns moved behind what was inserted.
 */
import { fileURLToPath } from 'node:url';
import { encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import type { Insertion } from './insertion.ts';
import type { MapComment } from './map-comment.ts';
import { Positions } from './positions.ts';
import type { AuthorMap } from './read-map.ts';
import { Shift } from './shift.ts';
import type { SourceMap } from './source-map.ts';

/** A source as people and tools name it: a path, where it is a file. */
export function sourcePath(source: string): string {
  try {
    return source.startsWith('file:') ? fileURLToPath(source) : source;
  } catch {
    // A file of another machine, or none at all: its name is all there is to show.
    return source;
  }
}

/** The author's map for the text with the insertions: they keep lines, so that only columns move. Sources are paths. */
export function movedMap(author: AuthorMap, source: string, insertions: readonly Insertion[]): SourceMap {
  const { key: _, contents: __, sources, mappings, ...fields } = author;
  const moved = encode(movedSegments(mappings, source, insertions));
  return { ...fields, version: 3, sources: sources.map(sourcePath), mappings: moved };
}

function movedSegments(
  lines: AuthorMap['mappings'],
  source: string,
  insertions: readonly Insertion[],
): SourceMapSegment[][] {
  const { starts } = new Positions(source);
  const shift = new Shift(insertions);
  return lines.map((segments, line) => {
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
}

/** The text with its insertions, and without the comment that names the author's map: another map takes its place. */
export function withoutMap(text: string, insertions: readonly Insertion[], comment: MapComment | null): string {
  if (comment === null) return text;
  const before = insertions.reduce(
    (sum, { position, text: { length } }) => sum + (position <= comment.start ? length : 0),
    0,
  );
  return text.slice(0, before + comment.start) + text.slice(before + comment.end);
}

/** The text with `map` at its end. */
export function withMap(text: string, map: SourceMap): string {
  return `${text}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}
