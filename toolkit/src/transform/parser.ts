/** Loading the parser: late, since cached files need none, and by a path that the user's `--conditions` can't redirect. */
import { createRequire } from 'node:module';
import type * as Oxc from 'oxc-parser';

export type Parser = Pick<typeof Oxc, 'parseSync' | 'visitorKeys'>;

let parser: Parser | undefined;

/** npm passes over it everywhere, since no machine is a `wasm32`; where it is installed, `oxc-parser` finds it by itself. */
const WEBASSEMBLY =
  'Where that cannot be: `npm install --force --save-optional @oxc-parser/binding-wasm32-wasi` brings a build that needs none (with `--permission`, it needs `--allow-wasi`).';

/** The native addon can't be loaded: the user's flags forbid it, or there is none for this platform. */
export class ParserMissing extends Error {}

export function loadParser(): Parser {
  try {
    parser ??= createRequire(import.meta.url)('oxc-parser/src-js/index.js') as Parser;
    return parser;
  } catch (error) {
    throw new ParserMissing(whatToDo(error));
  }
}

/** The parser's own words are about its last attempt; what helps stands in one of the causes. */
function whatToDo(error: unknown): string {
  const messages = causesOf(error).map(({ message }) => message);
  if (messages.some((message) => message.includes('--allow-wasi'))) {
    return '`--permission` keeps the parser from native addons and from WASI: add `--allow-wasi` for its WebAssembly build, which is installed, or `--allow-addons`.';
  }
  if (messages.some((message) => message.includes('addons is disabled'))) {
    return `native addons are disabled here: add \`--allow-addons\` to \`--permission\`, or leave out \`--no-addons\`. ${WEBASSEMBLY}`;
  }
  const message = messages[0]?.split('\n')[0] ?? String(error);
  return `\`oxc-parser\` has no build for ${process.platform} ${process.arch} here, so install again without \`--omit=optional\`. ${WEBASSEMBLY} It says: ${message}`;
}

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
