/** Loading the parser: late, since cached files need none, and by a path that the user's `--conditions` can't redirect. */
import { createRequire } from 'node:module';
import type * as Oxc from 'oxc-parser';

export type Parser = Pick<typeof Oxc, 'parseSync' | 'visitorKeys'>;

let parser: Parser | undefined;

/** The native addon can't be loaded: `--permission` without `--allow-addons`, or a platform that it was not built for. */
export class ParserMissing extends Error {}

export function loadParser(): Parser {
  try {
    parser ??= createRequire(import.meta.url)('oxc-parser/src-js/index.js') as Parser;
    return parser;
  } catch (error) {
    throw new ParserMissing(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
}
