/**
 * The transform ahead of time: for a tool that transforms in one process and runs in another, or keeps its outputs.
 *
 * The text brings its sites along and registers them when it runs; it finds the helpers as globals (`globals.ts`), which are
 * there before a test runner moves mocks to the front of a file.
 */
import { pathToFileURL } from 'node:url';
import type { Skipped } from '../registry/tracking.ts';
import { authorship } from './author.ts';
import { movedMap, withoutMap } from './author-map.ts';
import { compiledAway } from './compiled-away.ts';
import { type Insertion, SITE } from './insertion.ts';
import { languageOf } from './parse.ts';
import { loadParser } from './parser.ts';
import { insertInto } from './render.ts';
import { type SourceMap, sourceMap } from './source-map.ts';
import { mayHaveAsync, transform } from './transform.ts';

/** A `var`: it must be in scope where code was moved to the front of the file. */
const BASE = '$ts_base';

export interface Portable {
  code: string;
  /** Null where the text is the author's, and only something was added behind it. */
  map: SourceMap | null;
}

export interface PortableOptions {
  /** The text is JavaScript, whatever its file is called. */
  compiled: boolean;
  /** Whether a file with this URL is the user's own: a bundle holds others. */
  isOwn(url: string): boolean;
  /** The map is to tell of this step only, for a tool that puts those of all steps together. Default: it tells of the author's text. */
  step?: true;
}

/**
 * `file` is an absolute path. Null where there is nothing to track. What is passed over is told where the text runs. Throws `ParserMissing`.
 */
export function portable(file: string, source: string, options: PortableOptions): Portable | null {
  const away = compiledAway(source);
  const notes = away === null ? '' : `$ts_noteNotTrackable(${JSON.stringify(file)},${JSON.stringify(away)});`;
  const made = mayHaveAsync(source) ? tracked(file, source, options) : { skipped: [], portable: null };
  const told = made.skipped.map((each) => `$ts_noteSkipped(${JSON.stringify(each)});`);
  const note = notes + told.join('');
  if (note === '') return made.portable;
  const { code, map } = made.portable ?? { code: source, map: null };
  // Behind all else: a directive has to stay the first statement.
  return { code: `${code}\n;${note}`, map };
}

function tracked(
  file: string,
  source: string,
  { compiled, isOwn, step }: PortableOptions,
): { skipped: Skipped[]; portable: Portable | null } {
  const url = pathToFileURL(file).href;
  const language = compiled ? 'js' : languageOf(file);
  const { author, comment } = authorship(source, url, language, isOwn);
  const result = transform(loadParser(), source, author === null ? language : 'js', null, author);
  if (!('insertions' in result)) {
    return { skipped: result.reason === null ? [] : [{ file, reason: result.reason }], portable: null };
  }
  const skipped = result.skipped.map((place) => ({
    file: place.file ?? file,
    line: place.line,
    reason: place.reason,
  }));
  if (result.sites.length === 0) return { skipped, portable: null };
  const sites = JSON.stringify(result.sites);
  const { position, prefix } = result.header;
  const header = `${prefix}var ${BASE}=$ts_addSites(${JSON.stringify(file)},${sites});`;
  const insertions = [{ position, text: header }, ...result.insertions.map(portableInsertion)];
  const map = author === null || step ? sourceMap(source, file, insertions) : movedMap(author.map, source, insertions);
  const text = insertInto(source, insertions);
  const code = author === null ? text : withoutMap(text, insertions, comment);
  return { skipped, portable: { code, map } };
}

function portableInsertion({ position, text, site }: Insertion): Insertion {
  return { position, text: site === undefined ? text : text.replaceAll(SITE, `(${BASE}+${site})`) };
}
