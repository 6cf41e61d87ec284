/**
 * `node --import taskscope/register app.ts`: every async function of the program's own files is a tracked frame.
 *
 * Fails open: a file that can't be transformed runs as it is, and is named by `skipped()`; without a parser the whole
 * program runs untracked, with one warning.
 */
import { type LoadFnOutput, type LoadHookContext, registerHooks } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { registry } from './registry/registry.ts';
import { authoredSites, authorMap, movedMap, withMap } from './transform/author-map.ts';
import { Cache, cacheFolder, codeDigest } from './transform/cache.ts';
import { keepText, patchToString } from './transform/original-text.ts';
import { loadParser, ParserMissing } from './transform/parser.ts';
import { finalInsertions, GLOBAL_NAME, insertInto, sourceMap } from './transform/render.ts';
import { selector } from './transform/selection.ts';
import { type SourceType, type Transformed, transform, type Untouched } from './transform/transform.ts';

const own = dirname(fileURLToPath(import.meta.url));
const runtime = new URL(import.meta.url.endsWith('.ts') ? './runtime.ts' : './runtime.js', import.meta.url).href;
const { TASKSCOPE_INCLUDE: include, TASKSCOPE_EXCLUDE: exclude } = process.env;
const isOwn = selector({ include, exclude }, own);
const cache = new Cache(
  cacheFolder(process.cwd(), process.env),
  codeDigest(fileURLToPath(new URL('./transform/', import.meta.url))),
);
let parserFailed = false;

// A second copy of the package finds the first one's hooks at work.
if (!(GLOBAL_NAME in globalThis)) install();

function install(): void {
  Object.defineProperty(globalThis, GLOBAL_NAME, {
    value: registry,
    enumerable: false,
    // As in `registry.ts`.
    configurable: true,
    writable: false,
  });
  patchToString((site) => registry.siteOf(site).file);
  if (typeof registerHooks !== 'function') {
    process.emitWarning(
      `Node ${process.version} has no \`module.registerHooks\`: the program runs untracked. Use Node 22.15 or newer.`,
      'TaskscopeWarning',
    );
    return;
  }
  registerHooks({ load });
}

function load(
  url: string,
  context: LoadHookContext,
  nextLoad: (url: string, context?: Partial<LoadHookContext>) => LoadFnOutput,
): LoadFnOutput {
  const loaded = nextLoad(url, context);
  if (loaded.source === undefined || loaded.source === null || parserFailed || !isOwn(url)) return loaded;
  const sourceType = sourceTypeOf(loaded.format);
  if (sourceType === undefined) return loaded;
  const source =
    typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
  const transformed = instrument(url, source, sourceType);
  return transformed === null ? loaded : { ...loaded, source: transformed };
}

/** The transformed text, or null where it stays as it is. */
function instrument(url: string, source: string, sourceType: SourceType | null): string | null {
  const file = url.startsWith('file:') ? fileURLToPath(url) : url.slice(0, 80);
  const result = cache.get(file, source, sourceType, () => transformed(file, source, sourceType));
  if (!('insertions' in result)) {
    if (result.reason !== null) registry.skipped.push({ file, reason: result.reason });
    return null;
  }
  for (const { line, reason } of result.skipped) registry.skipped.push({ file, line, reason });
  const author = authorMap(source, file);
  const authored = authoredSites(result.sites, file, author);
  const insertions = finalInsertions(result, registry.addSites(authored.file, authored.sites), runtime);
  keepText(authored.file, { source, insertions });
  const sourceUrl = url.startsWith('file:') ? url : pathToFileURL(file).href;
  const map = author === null ? sourceMap(source, sourceUrl, insertions) : movedMap(author, source, insertions);
  return withMap(insertInto(source, insertions), map, author);
}

function transformed(file: string, source: string, sourceType: SourceType | null): Transformed | Untouched {
  try {
    return transform(loadParser(), file, source, sourceType);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof ParserMissing) {
      parserFailed = true;
      process.emitWarning(
        `\`taskscope/register\` can't load its parser, so the program runs untracked: ${reason}`,
        'TaskscopeWarning',
      );
    }
    return { reason };
  }
}

/** Undefined for what is no JavaScript; null where only the syntax tells. */
function sourceTypeOf(format: string | null | undefined): SourceType | null | undefined {
  if (format === null || format === undefined) return null;
  if (/^module(-typescript)?$/.test(format)) return 'module';
  return /^commonjs(-typescript)?$/.test(format) ? 'commonjs' : undefined;
}
