/**
 * `Function.prototype.toString` gives the author's text: programs send functions to workers, evaluate them,
 * or look at their parameters.
 */
import type { Insertion } from './insertion.ts';
import { insertInto } from './render.ts';

interface TransformedText {
  source: string;
  insertions: readonly Insertion[];
}

const texts = new Map<string, TransformedText>();

/** Remembers how a file was transformed. */
export function keepText(file: string, text: TransformedText): void {
  texts.set(file, text);
}

/** Makes `toString` undo the transform. `fileOf` gives the file of a site. */
export function patchToString(fileOf: (site: number) => string): void {
  const native = Function.prototype.toString;
  const patch = {
    toString(this: unknown): string {
      const text = Reflect.apply(native, this, []);
      if (this === patch.toString) return 'function toString() { [native code] }';
      return text.includes('$ts_') ? originalText(text, fileOf) : text;
    },
  };
  Object.defineProperty(Function.prototype, 'toString', {
    value: patch.toString,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function originalText(text: string, fileOf: (site: number) => string): string {
  const site = /\$ts_\w+\((?:\$ts_t,)?-?(\d+)/.exec(text)?.[1];
  const file = site === undefined ? undefined : texts.get(fileOf(Number(site)));
  if (file === undefined) return text;
  const start = insertInto(file.source, file.insertions).indexOf(text);
  return start < 0 ? text : authored(file, start, start + text.length);
}

/** The part of the author's text that became the part from `start` to `end`. */
function authored({ source, insertions }: TransformedText, start: number, end: number): string {
  let result = '';
  let position = 0;
  let offset = 0;
  const take = (until: number): void => {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, until - position);
    if (to > from) result += source.slice(position + from, position + to);
    offset += until - position;
    position = until;
  };
  for (const insertion of insertions) {
    take(insertion.position);
    offset += insertion.text.length;
  }
  take(source.length);
  return result;
}
