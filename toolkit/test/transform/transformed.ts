/** The transform as tests call it. */

import type { Language, SourceType } from '../../src/transform/parse.ts';
import { loadParser } from '../../src/transform/parser.ts';
import { insertInto } from '../../src/transform/render.ts';
import { type Transformed, transform } from '../../src/transform/transform.ts';

/** Fails where the source stays untouched. */
export function transformed(
  source: string,
  { language = 'ts', sourceType = null }: { language?: Language; sourceType?: SourceType | null } = {},
): Transformed {
  const result = transform(loadParser(), source, language, sourceType);
  if (!('insertions' in result)) throw new Error(`The source was left alone: ${result.reason}`);
  return result;
}

/** Names of the tracked functions, in the order in which they stand. */
export function functionNames(source: string, language: Language = 'ts'): string[] {
  return transformed(source, { language })
    .sites.filter(({ kind }) => kind === 'function')
    .map(({ name }) => name);
}

/** The text with its insertions, sites by their local numbers. */
export function text(source: string, result: Transformed): string {
  const insertions = result.insertions.map(({ position, text: inserted, site }) => ({
    position,
    text: site === undefined ? inserted : inserted.replaceAll('\0', String(site)),
  }));
  return insertInto(source, insertions);
}
