/**
 * Reading the source map that a text names: from its comment or from a file, whole or in sections, as Node does and a
 * little beyond, since it passes over percent-encoded data.
 */
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode, type SourceMapMappings, type SourceMapSegment } from '@jridgewell/sourcemap-codec';

/** Bytes; the maps of the largest bundles have some dozens of megabytes. */
const TEXT_LIMIT = 2 ** 28;
/** A section begins at one of the lines of the text, of which no text has more. */
const LINE_LIMIT = 2 ** 22;

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
    const text = inline ?? readText(new URL(base));
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

/** Of a file, and of nothing without an end: a map may name whatever it likes. */
function readText(url: URL): string {
  const stats = statSync(url);
  if (!stats.isFile() || stats.size > TEXT_LIMIT) throw new Error(`\`${url}\` is no text of a map.`);
  return readFileSync(url, 'utf8');
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
    return [readText(new URL(source))];
  } catch {
    return [];
  }
}

/** What has another type than a map has there is left out: others have written it, and nobody has looked. */
function whole({ sourceRoot, sources, mappings, names, sourcesContent, ...fields }: Plain, base: string): Unread {
  const root = typeof sourceRoot === 'string' && sourceRoot !== '' ? `${sourceRoot.replace(/\/$/, '')}/` : '';
  if (typeof mappings !== 'string') throw new TypeError('A map has its mappings as a text.');
  return {
    ...fields,
    ...(Array.isArray(sourcesContent) ? { sourcesContent: sourcesContent.map(textOrNull) } : {}),
    names: Array.isArray(names) ? names.map((each) => textOrNull(each) ?? '') : [],
    sources: sources.map((each) => sourceUrl(root + (textOrNull(each) ?? ''), base)),
    mappings: decode(mappings),
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
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
    if (!(offset.line >= 0 && offset.line <= LINE_LIMIT))
      throw new RangeError('A section begins at no line of a text.');
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
