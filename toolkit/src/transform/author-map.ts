/**
 * The source map that a text came with: of a loader that came first, or of a compiler. Sites are told where their author
 * wrote them, and the map that we append is the author's, with its columns moved behind what was inserted.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode, encode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import type { LocalSite } from '../registry/sites.ts';
import type { Insertion } from './insertion.ts';
import { Positions } from './positions.ts';
import type { SourceMap } from './render.ts';

const COMMENT = /\n\/\/[#@] sourceMappingURL=(\S+)\s*$/;
const INLINE = /^data:application\/json[^,]*;base64,(.*)$/;

export interface AuthorMap extends Omit<SourceMap, 'mappings'> {
  mappings: SourceMapMappings;
}

/** The map of a text; null where it has none that can be read. */
export function authorMap(source: string, file: string): AuthorMap | null {
  const url = COMMENT.exec(source)?.[1];
  if (url === undefined) return null;
  const inline = INLINE.exec(url)?.[1];
  try {
    const map = JSON.parse(
      inline === undefined
        ? readFileSync(join(dirname(file), url), 'utf8')
        : Buffer.from(inline, 'base64').toString('utf8'),
    );
    return Array.isArray(map.sources) ? { ...map, mappings: decode(map.mappings) } : null;
  } catch {
    return null;
  }
}

/** The sites where the author wrote them, and the author's file. */
export function authoredSites(
  sites: readonly LocalSite[],
  file: string,
  map: AuthorMap | null,
): { file: string; sites: readonly LocalSite[] } {
  if (map === null) return { file, sites };
  let authored = file;
  const moved = sites.map((site) => {
    const segment = map.mappings[site.line - 1]?.findLast(([column]) => column < site.column);
    const source = authoredFile(map.sources[segment?.[1] ?? -1], file);
    if (segment === undefined || segment.length === 1 || source === null) return site;
    authored = source;
    return { ...site, line: segment[2] + 1, column: segment[3] + 1 };
  });
  return { file: authored, sites: moved };
}

/** Null for what names no file, or one of another machine: a map may say anything. */
function authoredFile(source: unknown, file: string): string | null {
  if (typeof source !== 'string') return null;
  if (!/^[a-z][a-z+.-]+:/i.test(source)) return resolve(dirname(file), source);
  if (!source.startsWith('file:')) return source;
  try {
    return fileURLToPath(source);
  } catch {
    return null;
  }
}

/** The author's map for the text with the insertions: they keep lines, so that only columns move. */
export function movedMap(map: AuthorMap, source: string, insertions: readonly Insertion[]): SourceMap {
  const { starts } = new Positions(source);
  let next = 0;
  const mappings = map.mappings.map((segments, line) => {
    const start = starts[line] ?? source.length;
    const end = starts[line + 1] ?? source.length + 1;
    let added = 0;
    const moved = segments.map((segment): SourceMapSegment => {
      for (let insertion = insertions[next]; insertion !== undefined; insertion = insertions[++next]) {
        if (insertion.position > start + segment[0]) break;
        added += insertion.text.length;
      }
      const [column, ...rest] = segment;
      return [column + added, ...rest] as SourceMapSegment;
    });
    while ((insertions[next]?.position ?? end) < end) next++;
    return moved;
  });
  return { ...map, mappings: encode(mappings) };
}

/** The text with `map` at its end, in place of the map that it came with. */
export function withMap(text: string, map: SourceMap, author: AuthorMap | null): string {
  const bare = author === null ? text : text.replace(COMMENT, '');
  return `${bare}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`;
}
