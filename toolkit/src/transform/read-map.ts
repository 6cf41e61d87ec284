/**
 * Reading the source map that a text names: from its comment or from a file, whole or in sections, as Node does and a
 * little beyond, since it passes over percent-encoded data.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** What others read from a map, and we hand on. */
interface Fields {
  names: string[];
  sourcesContent?: (string | null)[];
}

export interface AuthorMap extends Fields {
  /** URLs. */
  sources: string[];
  mappings: SourceMapMappings;
  /** The texts of the sources, as far as they are known. */
  contents: readonly (string | null)[];
  /** What it was read from, beside the text itself: for who remembers what came of it. */
  key: string;
}

type Unread = Omit<AuthorMap, 'key' | 'contents'>;

interface Plain extends Partial<Fields> {
  sources: (string | null)[];
  sourceRoot?: string;
  mappings: string;
}

interface Sections {
  sections: { offset: { line: number; column: number }; map: Plain }[];
}

/** The map named by `comment` in the text that was loaded from `url`; null where it can't be read. */
export function readMap(comment: string, url: string): AuthorMap | null {
  try {
    const inline = fromData(comment);
    const base = inline === null ? new URL(comment, url).href : url;
    const text = inline ?? readFileSync(new URL(base), 'utf8');
    const map: Plain | Sections = JSON.parse(text);
    const fields = 'sections' in map ? joined(map, base) : whole(map, base);
    const given = fields.sourcesContent?.some((each) => each !== null) ? fields.sourcesContent : null;
    const contents = given ?? ownContents(fields.sources);
    const read = [url, ...(inline === null ? [text] : []), ...(given === null ? contents : [])];
    return { ...fields, contents, key: read.join('\0') };
  } catch {
    return null;
  }
}

/** What a `data:` URL holds; null for any other. */
function fromData(url: string): string | null {
  const [, parameters = '', data = ''] = /^data:application\/json([^,]*),(.*)$/s.exec(url) ?? [];
  if (data === '') return null;
  if (/;base64$/i.test(parameters)) return Buffer.from(decodeURIComponent(data), 'base64').toString('utf8');
  return decodeURIComponent(data);
}

/** Loaders that compile a file as it is loaded leave its text out of the map. Bundles are too many files to be read. */
function ownContents([source, ...more]: readonly string[]): (string | null)[] {
  if (source === undefined || more.length > 0) return [];
  try {
    return [readFileSync(new URL(source), 'utf8')];
  } catch {
    return [];
  }
}

function whole({ sourceRoot, sources, mappings, names = [], ...fields }: Plain, base: string): Unread {
  const root = sourceRoot ? `${sourceRoot.replace(/\/$/, '')}/` : '';
  return {
    ...fields,
    names,
    sources: sources.map((each) => sourceUrl(root + (each ?? ''), base)),
    mappings: decode(mappings),
  };
}

/** What bundlers write need not be a URL: `turbopack://[project]/app.ts`. */
function sourceUrl(source: string, base: string): string {
  if (isAbsolute(source)) return pathToFileURL(source).href;
  return URL.canParse(source, base) ? new URL(source, base).href : source;
}

/** Whether others can read a map that we can't: one that a debugger would get from elsewhere. */
export function isElsewhere(comment: string): boolean {
  return /^https?:/.test(comment);
}

/** The sections as one map. */
function joined({ sections }: Sections, base: string): Unread {
  const sources: string[] = [];
  const names: string[] = [];
  const sourcesContent: (string | null)[] = [];
  const mappings: SourceMapSegment[][] = [];
  for (const { offset, map } of sections) {
    const part = whole(map, base);
    for (const [index, segments] of part.mappings.entries()) {
      const line = offset.line + index;
      while (mappings.length <= line) mappings.push([]);
      const from = index === 0 ? offset.column : 0;
      mappings[line]?.push(...segments.map((segment) => moved(segment, from, sources.length, names.length)));
    }
    sources.push(...part.sources);
    names.push(...part.names);
    sourcesContent.push(...part.sources.map((_, index) => part.sourcesContent?.[index] ?? null));
  }
  return { sources, names, sourcesContent, mappings };
}

function moved(segment: SourceMapSegment, column: number, source: number, name: number): SourceMapSegment {
  if (segment.length === 1) return [segment[0] + column];
  if (segment.length === 4) return [segment[0] + column, segment[1] + source, segment[2], segment[3]];
  return [segment[0] + column, segment[1] + source, segment[2], segment[3], segment[4] + name];
}
