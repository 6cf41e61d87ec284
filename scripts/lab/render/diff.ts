import { structuredPatch } from 'diff';
import { say } from '../../language/say.mjs';
import type { Paint } from './paint.ts';

/** What to change in `mine` to get `theirs`: `-` is yours, `+` is the solution's. Empty where they are the same. */
export function renderDiff(file: string, mine: string, theirs: string, paint: Paint): string {
  const { hunks } = structuredPatch(file, file, mine, theirs, '', '', { context: 2 });
  if (hunks.length === 0) return '';
  const lines = hunks.flatMap(({ oldStart, lines: changed }) => [
    paint.quiet(`  ${file}:${oldStart}`),
    ...changed.map((line) => (line.startsWith('-') ? paint.bad(line) : line.startsWith('+') ? paint.good(line) : line)),
    '',
  ]);
  return [say`  -  yours   +  the solution`, '', ...lines].join('\n');
}
