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
      return text.includes('$ts_') && typeof this === 'function' ? originalText(this, text) : text;
    },
  };
  return Reflect.defineProperty(Function.prototype, 'toString', {
    value: patch.toString,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** What was found before, and the texts that were looked through: some programs ask again and again. */
const found = new WeakMap<WeakKey, string>();
const files = new WeakMap<KeptText, string>();

function originalText(of: WeakKey, text: string): string {
  const known = found.get(of);
  if (known !== undefined) return known;
  const original = authored(text);
  found.set(of, original);
  return original;
}

function authored(text: string): string {
  for (const kept of mayHave(text)) {
    const file = files.get(kept) ?? insertInto(kept.source, kept.insertions);
    files.set(kept, file);
    const start = startOf(text, file);
    if (start >= 0) return withoutInsertions(text, start, kept.insertions);
  }
  return text;
}

/** The text that has the first site of a frame; a plain function names none, and may be in any. */
function mayHave(text: string): readonly KeptText[] {
  const site = /\$ts_\w+\((?:\$ts_t,)?-?(\d+)/.exec(text)?.[1];
  if (site === undefined) return texts.toReversed();
  const kept = texts[lastAtMost(texts.length, (index) => texts[index]?.base ?? 0, Number(site))];
  return kept === undefined ? [] : [kept];
}

/** Where a function's text starts in the text of its file; -1 where it is none of it. */
function startOf(text: string, file: string): number {
  const exact = file.indexOf(text);
  const anchor = /\$ts_\w+\W\w*/.exec(text);
  if (exact >= 0 || anchor === null) return exact;
  for (let at = file.indexOf(anchor[0]); at >= 0; at = file.indexOf(anchor[0], at + 1)) {
    const start = at - anchor.index;
    if (start >= 0 && isStripped(text, file, start)) return start;
  }
  return -1;
}

/** Node takes types away by what stands in their place: blanks, and what ends an expression. */
function isStripped(text: string, file: string, start: number): boolean {
  for (let offset = 0; offset < text.length; offset++) {
    const character = text.charAt(offset);
    if (character !== file.charAt(start + offset) && !/[\s(),;]/.test(character)) return false;
  }
  return true;
}

/** `start`: where the text starts in that of its file. */
function withoutInsertions(text: string, start: number, insertions: readonly Insertion[]): string {
  let result = '';
  let taken = 0;
  let inserted = 0;
  for (const insertion of insertions) {
    const from = insertion.position + inserted - start;
    inserted += insertion.text.length;
    if (from + insertion.text.length <= 0) continue;
    if (from >= text.length) break;
    result += text.slice(taken, Math.max(from, taken));
    taken = Math.max(from, 0) + insertion.text.length;
  }
  return result + text.slice(taken);
}
