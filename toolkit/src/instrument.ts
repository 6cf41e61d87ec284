/** A text as it was loaded, with its async functions made into tracked frames, for this process. */
import { fileURLToPath } from 'node:url';
import { isCounted } from './coverage.ts';
import { registry } from './registry/registry.ts';
import { type Authorship, authorship } from './transform/author.ts';
import { movedMap, withMap, withoutMap } from './transform/author-map.ts';
import { Cache, cacheFolder, codeDigest } from './transform/cache.ts';
import { compiledAway } from './transform/compiled-away.ts';
import type { Insertion } from './transform/insertion.ts';
import { noteLoaded } from './transform/loaded-texts.ts';
import type { Author } from './transform/origin.ts';
import { keepText } from './transform/original-text.ts';
import { languageOf, type SourceType } from './transform/parse.ts';
import { loadParser, ParserMissing } from './transform/parser.ts';
import { isElsewhere } from './transform/read-map.ts';
import { finalInsertions, insertInto } from './transform/render.ts';
import { sourceMap } from './transform/source-map.ts';
import { mayHaveAsync, type Transformed, transform, type Untouched } from './transform/transform.ts';
import { warn } from './warn.ts';

const runtime = new URL(import.meta.url.endsWith('.ts') ? './runtime.ts' : './runtime.js', import.meta.url).href;
// What is of a package depends on these as well.
const { TASKSCOPE_INCLUDE: include, TASKSCOPE_EXCLUDE: exclude } = process.env;
const cache = new Cache(
  cacheFolder(process.cwd(), process.env),
  [codeDigest(fileURLToPath(new URL('./transform/', import.meta.url))), include, exclude].join(),
);
let parserMissing = false;
/** What is loaded meanwhile is the parser itself. */
let transforming = false;

export interface InstrumentOptions {
  /** Null where only the syntax tells. */
  sourceType: SourceType | null;
  /** The text is JavaScript, whatever its file is called. */
  compiled: boolean;
  /** Whether a file with this URL is the user's own: a bundle holds others. */
  isOwn(url: string): boolean;
}

/** Null where the text stays as it is; `skipped()` names it then, unless there is nothing to track in it. */
export function instrument(url: string, text: string, options: InstrumentOptions): string | null {
  if (parserMissing || transforming) return null;
  // Node takes a byte-order mark off, too, and a hashbang may follow it.
  const source = text.replace(/^\uFEFF/, '');
  const file = url.startsWith('file:') ? fileURLToPath(url) : url.slice(0, 80);
  const away = compiledAway(source);
  if (away !== null) registry.noteNotTrackable(file, away);
  const language = options.compiled ? 'js' : languageOf(file);
  const author = (): Author | null => authorship(source, url, language, options.isOwn).author;
  if (source.includes('sourceMappingURL=')) noteLoaded(url, { file, source, insertions: [], author });
  if (!mayHaveAsync(source)) return null;
  const { result, known } = transformed(url, file, source, options);
  if (!('insertions' in result)) {
    if (result.reason === null) registry.noteRead(file);
    else registry.noteSkipped({ file, reason: result.reason });
    return null;
  }
  registry.noteRead(file);
  for (const place of result.skipped) registry.noteSkipped({ ...place, file: place.file ?? file });
  if (result.sites.length === 0) return null;
  const base = registry.addSites(file, result.sites);
  // On a stack that tsx has mapped, a path is as it is in the URL: with its spaces escaped.
  registry.noteTransformed(url, ...(url.startsWith('file:') ? [new URL(url).pathname] : []));
  const insertions = finalInsertions(result, base, runtime);
  keepText({ base, url, source, insertions });
  noteLoaded(url, { file, source, insertions, author });
  return mapped(source, url.startsWith('file:') ? file : url, insertions, known);
}

/** The text with its insertions, and with a map that tells the same places as the one that it came with. */
function mapped(
  source: string,
  name: string,
  insertions: readonly Insertion[],
  { comment, author }: Authorship,
): string {
  const text = insertInto(source, insertions);
  if (isCounted) return text;
  if (author === null) {
    // What is not for us to read stays in force.
    const isRead = comment !== null && isElsewhere(comment.url);
    return isRead ? text : withMap(text, sourceMap(source, name, insertions));
  }
  return withMap(withoutMap(text, insertions, comment), movedMap(author.map, source, insertions));
}

const UNKNOWN: Authorship = { comment: null, author: null };

function transformed(
  url: string,
  file: string,
  source: string,
  { sourceType, compiled, isOwn }: InstrumentOptions,
): { result: Transformed | Untouched; known: Authorship } {
  transforming = true;
  try {
    const language = compiled ? 'js' : languageOf(file);
    const known = authorship(source, url, language, isOwn);
    const { author } = known;
    const actual = author === null ? language : 'js';
    const make = () => transform(loadParser(), source, actual, sourceType, author);
    return { result: cache.get(source, actual, sourceType, make, author), known };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof ParserMissing) {
      parserMissing = true;
      warn(reason);
    }
    return { result: { reason }, known: UNKNOWN };
  } finally {
    transforming = false;
  }
}
