/**
 * The comment by which a text names its source map. What V8 takes for one is one, since Node asks V8: the last magic comment
 * of that name counts, wherever it stands; one with words behind it means that there is none.
 */

export interface MapComment {
  /** Offset of its `//`. */
  start: number;
  /** Offset behind it: the end of its line. */
  end: number;
  url: string;
}

/** A piece of the text, as a parser tells it. */
interface Comment {
  start: number;
  end: number;
}

const MAGIC = /\/\/[#@][^\S\n\r\u2028\u2029]sourceMappingURL=(?=([^\n\r\u2028\u2029]*))/g;
const URL_ALONE = /^\s*(\S+)\s*$/;
const NOTHING_BUT_COMMENTS = /^(?:\s|\/\/.*|\/\*(?:[^*]|\*(?!\/))*\*\/)*$/;

/** `comments` parses the text, for the rare one whose comments can't be told at a glance. */
export function mapComment(source: string, comments: () => readonly Comment[]): MapComment | null {
  const found = [...source.matchAll(MAGIC)];
  const last = found.at(-1);
  if (last === undefined) return null;
  if (isSurelyComment(source, last)) return asComment(last);
  const starts = new Set(comments().map(({ start }) => start));
  const real = found.findLast(({ index }) => starts.has(index));
  return real === undefined ? null : asComment(real);
}

/** A string, a template or another comment around it would have to end behind it. */
function isSurelyComment(source: string, { index, 0: name, 1: value = '' }: RegExpExecArray): boolean {
  // The other two line ends may stand in a string.
  const line = source.slice(Math.max(source.lastIndexOf('\n', index), source.lastIndexOf('\r', index)) + 1, index);
  return !/['"`/]/.test(line) && NOTHING_BUT_COMMENTS.test(source.slice(index + name.length + value.length));
}

function asComment({ index, 0: name, 1: value = '' }: RegExpExecArray): MapComment | null {
  const url = URL_ALONE.exec(value)?.[1];
  return url === undefined ? null : { start: index, end: index + name.length + value.length, url };
}
