/** The pieces of a line in a source map. */
import type { SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { lastAtMost } from './bisect.ts';

/** A piece that has a place in a source. */
export type Mapped = Exclude<SourceMapSegment, [number]>;

/** The last piece that begins at the column (from 0) or before it; -1 where there is none. */
export function lastPieceAt(segments: readonly SourceMapSegment[], column: number): number {
  return lastAtMost(segments.length, (index) => segments[index]?.[0] ?? 0, column);
}

/**
 * What the last piece that begins at a column says. Bundlers that put maps together leave several at one column, in no order: then
 * the one that is written nearest to what stands behind it. Null where it has no place.
 */
export function placeOfPiece(segments: readonly SourceMapSegment[], index: number): Mapped | null {
  const last = segments[index];
  const behind = segments[index + 1];
  let best = mapped(last);
  for (let other = index - 1; last !== undefined && segments[other]?.[0] === last[0]; other--) {
    const candidate = mapped(segments[other]);
    if (candidate !== null && (best === null || isNearer(candidate, best, behind))) best = candidate;
  }
  return best;
}

function mapped(segment: SourceMapSegment | undefined): Mapped | null {
  return segment === undefined || segment.length === 1 ? null : segment;
}

function isNearer(candidate: Mapped, best: Mapped, behind: SourceMapSegment | undefined): boolean {
  if (behind === undefined || behind.length === 1) return false;
  const [nearer, farther] = [distance(candidate, behind), distance(best, behind)];
  const difference = nearer.findIndex((value, index) => value !== farther[index]);
  return difference >= 0 && (nearer[difference] ?? 0) < (farther[difference] ?? 0);
}

/** The source, the line and the column apart, the first that differs decides. */
function distance([, source, line, column]: Mapped, [, otherSource, otherLine, otherColumn]: Mapped): number[] {
  return [source === otherSource ? 0 : 1, Math.abs(line - otherLine), Math.abs(column - otherColumn)];
}
