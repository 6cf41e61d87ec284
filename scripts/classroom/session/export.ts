/** A session as a table, for a spreadsheet: a row a learner, and for each lab what was heard of it last. */
import type { Exported } from '../storage/store.ts';

const PERSON = ['number', 'name', 'joined', 'seen'] as const;
const LAB = ['state', 'fact', 'hints', 'minutes'] as const;

/** Of labs that somebody has begun, in their order. What happened when is in the JSON. */
export function csvOf({ learners }: Exported): string {
  const labs = [...new Set(learners.flatMap(({ cells }) => Object.keys(cells)))].sort();
  const head = [...PERSON, ...labs.flatMap((lab) => LAB.map((column) => `${lab} ${column}`))];
  const rows = learners.map(({ number, name, joinedAt, seenAt, cells }) => [
    number,
    name,
    moment(joinedAt),
    moment(seenAt),
    ...labs.flatMap((lab) => LAB.map((column) => cells[lab]?.[column] ?? null)),
  ]);
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function moment(ms: number): string {
  return new Date(ms).toISOString();
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
