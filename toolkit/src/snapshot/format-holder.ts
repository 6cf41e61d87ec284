/** A way by which something is held, as lines: from the root down, with arrows between its words. */
import { pathFrom } from '../profile/path-from.ts';
import { printable } from '../profile/printable.ts';
import type { Holder } from './suspended.ts';

/** `width`: columns to fold long paths at; without it none is folded. */
export interface Look {
  width: number | undefined;
  /** Files below this folder are named from there; null: all in full. */
  folder: string | null;
}

/** At the start of a word, or in parentheses behind it. */
const PATH = /(?<=^|\()(?:\/|[A-Za-z]:\\)[^()]*/;

/** `all`: of how many it is one way. */
export function formatHolder({ count, path }: Holder, all: number, look: Look): string[] {
  const words = path.map((word) => printable(shortened(word, look)));
  const share = count === all ? 'held by' : `${count} held by`;
  if (words.length === 0) return [`    ${share} nothing that the snapshot shows`];
  return fold(`    ${share} `, words, look.width ?? Number.POSITIVE_INFINITY);
}

export function shortened(text: string, { folder }: Look): string {
  if (folder === null) return text;
  return text.replace(PATH, (path) => pathFrom(folder, path));
}

/** At the arrows, where it is too long. */
function fold(begin: string, words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = begin;
  for (const [index, word] of words.entries()) {
    const piece = index === words.length - 1 ? word : `${word} → `;
    if (line.trim() !== '' && index > 0 && line.length + piece.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = '        ';
    }
    line += piece;
  }
  return [...lines, line];
}
