/** `taskscope-ignore`, in a comment before an async function or on its first line, leaves the function alone. */
import { Positions } from './positions.ts';

interface Comment {
  value: string;
  start: number;
  end: number;
}

/** The lines at which a function is left alone. A comment that stands alone means the line after it, else its own. */
export function ignoredLines(source: string, comments: readonly Comment[], positions: Positions): ReadonlySet<number> {
  return new Set(
    comments
      .filter(({ value }) => value.includes('taskscope-ignore'))
      .map((comment) => positions.at(comment.end).line + (standsAlone(source, comment) ? 1 : 0)),
  );
}

/** The same of a text that is not parsed: an author's, as the source map has it, whose compiler took the comments away. */
export function ignoredLinesOf(source: string): ReadonlySet<number> {
  const comments = [...source.matchAll(/\/\/.*|\/\*[\s\S]*?\*\//g)].map(({ 0: value, index }) => ({
    value,
    start: index,
    end: index + value.length,
  }));
  return ignoredLines(source, comments, new Positions(source));
}

function standsAlone(source: string, { start, end }: Comment): boolean {
  const before = source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
  const lineEnd = source.indexOf('\n', end);
  const after = source.slice(end, lineEnd < 0 ? source.length : lineEnd);
  return before.trim() === '' && after.trim() === '';
}
