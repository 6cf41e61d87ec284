/** Whether an answer is the rows that it has to be. */
import type { Row } from '../../../scripts/checker/index.ts';

export function sameRows(body: string, rows: readonly Row[]): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return (
      Array.isArray(answer) && answer.length === rows.length && answer.every((row, index) => isRow(row, rows[index]))
    );
  } catch {
    return false;
  }
}

/** Two different rows of the first `count` that were given: of those that came in one turn, none was first. */
export function twoOf(body: string, rows: readonly Row[], count: number): boolean {
  const candidates = rows.slice(0, count);
  return candidates.some((first) => candidates.some((second) => second !== first && sameRows(body, [first, second])));
}

function isRow(answer: unknown, row: Row | undefined): boolean {
  if (typeof answer !== 'object' || answer === null || row === undefined) return false;
  return (['source', 'id', 'value'] as const).every((key) => Reflect.get(answer, key) === row[key]);
}
