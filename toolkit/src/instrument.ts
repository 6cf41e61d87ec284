/** A text as it was loaded, with its async functions made into tracked frames, for this process. */
import { fileURLToPath } from 'node:url';
import { registry } from './registry/registry.ts';
import { authored, authorMap, movedMap, withMap } from './transform/author-map.ts';
import { Cache, cacheFolder, codeDigest } from './transform/cache.ts';
import { compiledAway } from './transform/compiled-away.ts';
import { keepText } from './transform/original-text.ts';
import { type Language, languageOf, type SourceType } from './transform/parse.ts';
import { loadParser, ParserMissing } from './transform/parser.ts';
import { finalInsertions, insertInto } from './transform/render.ts';
import { sourceMap } from './transform/source-map.ts';
import { mayHaveAsync, type Transformed, transform, type Untouched } from './transform/transform.ts';
import { warn } from './warn.ts';

const runtime = new URL(import.meta.url.endsWith('.ts') ? './runtime.ts' : './runtime.js', import.meta.url).href;
const cache = new Cache(
  cacheFolder(process.cwd(), process.env),
  codeDigest(fileURLToPath(new URL('./transform/', import.meta.url))),
);
let parserMissing = false;
/** What is loaded meanwhile is the parser itself. */
let transforming = false;

/**
 * Null where the text stays as it is; `skipped()` names it then, unless there is nothing to track in it. `compiled`: the
 * text is JavaScript, whatever its file is called.
 */
export function instrument(
  url: string,
  text: string,
  sourceType: SourceType | null,
  { compiled }: { compiled: boolean },
): string | null {
  if (parserMissing || transforming) return null;
  // Node takes a byte-order mark off, too, and a hashbang may follow it.
  const source = text.replace(/^\uFEFF/, '');
  const file = url.startsWith('file:') ? fileURLToPath(url) : url.slice(0, 80);
  const away = compiledAway(source);
  if (away !== null) registry.noteNotTrackable(file, away);
  if (!mayHaveAsync(source)) return null;
  const author = authorMap(source, url);
  const language = compiled || author !== null ? 'js' : languageOf(file);
  const result = cache.get(source, language, sourceType, () => transformed(source, language, sourceType));
  if (!('insertions' in result)) {
    if (result.reason === null) registry.noteRead(file);
    else registry.noteSkipped({ file, reason: result.reason });
    return null;
  }
  registry.noteRead(file);
  for (const place of authored(result.skipped, author)) {
    registry.noteSkipped({ file: place.file ?? file, line: place.line, reason: place.reason });
  }
  if (result.sites.length === 0) return null;
  const base = registry.addSites(file, authored(result.sites, author));
  const insertions = finalInsertions(result, base, runtime);
  keepText({ base, source, insertions });
  const map =
    author === null
      ? sourceMap(source, url.startsWith('file:') ? url : file, insertions)
      : movedMap(author, source, insertions);
  return withMap(insertInto(source, insertions), map, author);
}

function transformed(source: string, language: Language, sourceType: SourceType | null): Transformed | Untouched {
  transforming = true;
  try {
    return transform(loadParser(), source, language, sourceType);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof ParserMissing) {
      parserMissing = true;
      warn(reason);
    }
    return { reason };
  } finally {
    transforming = false;
  }
}
