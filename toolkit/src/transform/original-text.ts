/**
 * `Function.prototype.toString` gives the author's text: programs send functions to workers, evaluate them,
 * or look at their parameters.
 */
import { lastAtMost } from './bisect.ts';
import type { Insertion } from './insertion.ts';
import { insertInto } from './render.ts';

/** How a text was transformed. */
export interface KeptText {
  url: string;
  /** Number of its first site. */
  base: number;
  source: string;
  insertions: readonly Insertion[];
}

/** In the order of their sites. */
const texts: KeptText[] = [];

/** Remembers how a text was transformed. */
export function keepText(text: KeptText): void {
  texts.push(text);
}

/** How the text with this URL was transformed; of several, the last. */
export function keptText(url: string): KeptText | undefined {
  return texts.findLast((each) => each.url === url);
}

/** Makes `toString` undo the transform. False where the intrinsics are frozen. */
export function patchToString(): boolean {
  const native = Function.prototype.toString;
  const patch = {
    toString(this: unknown): string {
      const text = Reflect.apply(native, this, []);
      if (this === patch.toString) return 'function toString() { [native code] }';
      return text.includes('$ts_') ? originalText(text) : text;
    },
  };
  return Reflect.defineProperty(Function.prototype, 'toString', {
    value: patch.toString,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function originalText(text: string): string {
  const site = Number(/\$ts_\w+\((?:\$ts_t,)?-?(\d+)/.exec(text)?.[1]);
  const kept = texts[lastAtMost(texts.length, (index) => texts[index]?.base ?? 0, site)];
  if (kept === undefined) return text;
  const start = insertInto(kept.source, kept.insertions).indexOf(text);
  return start < 0 ? text : authored(kept, start, start + text.length);
}

/** The part of the author's text that became the part from `start` to `end`. */
function authored({ source, insertions }: KeptText, start: number, end: number): string {
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
