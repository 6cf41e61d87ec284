/** Loading the parser: late, since cached files need none, and by a path that the user's `--conditions` can't redirect. */
import { createRequire } from 'node:module';
import type * as Oxc from 'oxc-parser';

export type Parser = Pick<typeof Oxc, 'parseSync' | 'visitorKeys'>;

let parser: Parser | undefined;

/** Throws what the native addon throws where it can't be loaded, as under `--permission`. */
export function loadParser(): Parser {
  parser ??= createRequire(import.meta.url)('oxc-parser/src-js/index.js') as Parser;
  return parser;
}
