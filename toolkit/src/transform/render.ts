/** The transformed text, with the numbers that its sites have in this process. */
import { HELPERS } from './helpers.ts';
import { type Insertion, SITE } from './insertion.ts';
import type { Transformed } from './transform.ts';

/** Name of the global that holds the helpers for CommonJS: a plain `const` at the top is set before anything runs. */
export const GLOBAL_NAME = '$ts_runtime';

/** All insertions, with their final texts. `runtime` is the URL that ES modules import the helpers from. */
export function finalInsertions(
  { insertions, header, sourceType }: Transformed,
  base: number,
  runtime: string,
): Insertion[] {
  const final = insertions.map(({ position, text, site }) => ({
    position,
    text: site === undefined ? text : text.replaceAll(SITE, String(base + site)),
  }));
  // Most of the texts are a few that come again and again.
  const texts = [...new Set(insertions.map(({ text }) => text))].join('\n');
  const named = new Set(Array.from(texts.matchAll(/\$ts_(\w+)/g), ([, name]) => name));
  const used = HELPERS.filter((name) => named.has(name));
  const names = used.map((name) => (sourceType === 'module' ? `${name} as $ts_${name}` : `${name}:$ts_${name}`)).join();
  const bring =
    sourceType === 'module' ? `import {${names}} from ${JSON.stringify(runtime)};` : `const {${names}}=${GLOBAL_NAME};`;
  return [{ position: header.position, text: header.prefix + bring }, ...final];
}

export function insertInto(source: string, insertions: readonly Insertion[]): string {
  let result = '';
  let offset = 0;
  for (const { position, text } of insertions) {
    result += source.slice(offset, position) + text;
    offset = position;
  }
  return result + source.slice(offset);
}
