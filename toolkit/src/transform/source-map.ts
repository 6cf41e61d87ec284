/**
 * The source map of a text with insertions: for debuggers, for `--enable-source-maps`, for loaders that come after.
 *
 * Lines are kept, so only columns move. Each word gets a segment, since a column is exact only where one starts, and V8
 * names the places of calls, throws and awaits by the word that stands there.
 */
import type { Insertion } from './insertion.ts';

export interface SourceMap {
  version: 3;
  sources: string[];
  names: string[];
  mappings: string;
}

export function sourceMap(source: string, url: string, insertions: readonly Insertion[]): SourceMap {
  return { version: 3, sources: [url], names: [], mappings: mappings(source, insertions) };
}

const NEWLINE = 10;

function mappings(source: string, insertions: readonly Insertion[]): string {
  const writer = new Writer();
  let lineStart = 0;
  /** Length of what was inserted in this line so far. */
  let added = 0;
  let next = 0;
  let inWord = false;
  for (let offset = 0; offset < source.length; offset++) {
    const code = source.charCodeAt(offset);
    const word = isWord(code);
    if (word && !inWord) {
      for (; (insertions[next]?.position ?? Infinity) <= offset; next++) added += insertions[next]?.text.length ?? 0;
      const column = offset - lineStart;
      writer.segment(column + added, column);
    }
    inWord = word;
    if (code !== NEWLINE) continue;
    while ((insertions[next]?.position ?? Infinity) <= offset) next++;
    writer.endLine();
    lineStart = offset + 1;
    added = 0;
  }
  return writer.text;
}

/** Letters, digits, `$`, `_`, and all that is not ASCII. */
function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 36 ||
    code === 95 ||
    code > 127
  );
}

/** Writes segments as they come: handed to a library as arrays, they cost three times as much. */
class Writer {
  text = '';
  #lines = 0;
  /** -1 while the line has no segment. */
  #generated = -1;
  #authored = 0;

  endLine(): void {
    this.text += ';';
    this.#lines++;
    this.#generated = -1;
  }

  segment(generated: number, authored: number): void {
    if (this.#generated < 0) {
      // What is inserted before the first word of a line is part of that line as well.
      this.text += `AA${digits(this.#lines)}${digits(authored - this.#authored)}`;
      this.#lines = 0;
      this.#generated = 0;
      this.#authored = authored;
      if (generated === 0) return;
    }
    const step = generated - this.#generated;
    const authoredStep = authored - this.#authored;
    this.text += (step === authoredStep ? EVEN_STEPS[step] : undefined) ?? `,${digits(step)}AA${digits(authoredStep)}`;
    this.#generated = generated;
    this.#authored = authored;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A number as the format wants it: the sign in the lowest bit, then five bits a digit, lowest first. */
function digits(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit + 32 : digit];
  } while (rest > 0);
  return text;
}

/** Most segments lie as far behind the one before as in the author's text. */
const EVEN_STEPS = Array.from({ length: 256 }, (_, step) => `,${digits(step)}AA${digits(step)}`);
