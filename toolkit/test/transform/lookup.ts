import { decode } from '@jridgewell/sourcemap-codec';
import { Positions } from '../../src/transform/positions.ts';
import type { SourceMap } from '../../src/transform/source-map.ts';

/** Where the map says that the word at an offset of the new text was written; line and column from 1. */
export function lookup(map: SourceMap, text: string, offset: number): { line: number; column: number } | undefined {
  const { line, column } = new Positions(text).at(offset);
  const segment = decode(map.mappings)[line - 1]?.findLast(([start]) => start <= column - 1);
  return segment === undefined || segment.length === 1 ? undefined : { line: segment[2] + 1, column: segment[3] + 1 };
}
