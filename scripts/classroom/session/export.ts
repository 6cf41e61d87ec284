/** A session as a table, for a spreadsheet: one line for each event. */
import type { Exported } from '../storage/store.ts';

const COLUMNS = ['number', 'name', 'at', 'kind', 'lab', 'state', 'fact', 'hints', 'minutes'] as const;

export function csvOf({ learners }: Exported): string {
  const lines = learners.flatMap(({ number, name, events }) =>
    events.map((event) =>
      COLUMNS.map((column) => field({ number, name, ...event, at: new Date(event.at).toISOString() }[column])),
    ),
  );
  return [COLUMNS.map((column) => field(column)), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/**
 * Quoted, and never a formula: a spreadsheet would run one that a learner chose as a name. Some read full-width signs as the plain
 * ones, and some pass over blanks before them.
 */
function field(value: string | number | null): string {
  const text = String(value ?? '');
  const safe = /^\s*[=+\-@|%＝＋－＠｜％]/.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
