/**
 * The source map of a text with insertions: for debuggers, for `--enable-source-maps`, for loaders that come after.
 *
 * Lines are kept, so only columns move. Each word gets a segment, since a column is exact only where one starts, and V8
 * names the places of calls, throws and awaits by the word that stands there. So does what a line begins with: a brace
 * may stand alone.
 */
import type { Insertion } from './insertion.ts';
import { Shift } from './shift.ts';

export interface SourceMap {
  version: 3;
  sources: string[];
  names: string[];
  mappings: string;
}

/** `name` is what tools know the text by: a path, where it is a file. */
export function sourceMap(source: string, name: string, insertions: readonly Insertion[]): SourceMap {
  return { version: 3, sources: [name], names: [], mappings: mappings(source, insertions) };
}

const NEWLINE = 10;
const SPACE = 32;

function mappings(source: string, insertions: readonly Insertion[]): string {
  const writer = new Writer();
  const shift = new Shift(insertions);
  let lineStart = 0;
  let atStart = true;
  let inWord = false;
  for (let offset = 0; offset < source.length; offset++) {
    const code = source.charCodeAt(offset);
    const word = isWord(code);
    if ((word && !inWord) || (atStart && code > SPACE)) {
      const column = offset - lineStart;
      // What is inserted right before a word stands for it: a statement may begin there.
      writer.segment(column + shift.upTo(offset), column);
      writer.segment(column + shift.upTo(offset + 1), column);
      atStart = false;
    }
    inWord = word;
    if (code !== NEWLINE) continue;
    lineStart = offset + 1;
    shift.nextLine(lineStart);
    writer.endLine();
    atStart = true;
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
      // What is inserted before that is part of the line as well.
      this.text += `AA${digits(this.#lines)}${digits(authored - this.#authored)}`;
      this.#lines = 0;
      this.#generated = 0;
      this.#authored = authored;
      if (generated === 0) return;
    }
    const step = generated - this.#generated;
    if (step === 0) return;
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
