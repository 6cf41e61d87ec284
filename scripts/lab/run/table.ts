/** The task count over time where there is no terminal to draw in. */

import type { Recording } from '../../checker/run/recording.ts';
import { columnsOf } from '../../language/columns.mjs';
import { say } from '../../language/say.mjs';
import { duration } from './plot.ts';

const ROWS = 12;

/** The highest count of each twelfth of the time, with what began in it. */
export function renderTable(recording: Recording, before: Recording | null): string {
  const step = Math.max(duration(recording), before === null ? 0 : duration(before)) / ROWS;
  const phases = { load: say`load`, settle: say`settle` };
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const [from, to] = [index * step, index === ROWS - 1 ? Number.POSITIVE_INFINITY : (index + 1) * step];
    const within = (ms: number): boolean => ms >= from && ms < to;
    const names = recording.marks.filter(({ ms }) => within(ms)).map(({ name }) => name);
    return [
      `${(from / 1000).toFixed(1)} s`.padStart(8),
      ...(before === null ? [] : [highest(before, within).padStart(10)]),
      highest(recording, within).padStart(10),
      names.length === 0 ? '' : `  ${names.map((name) => phases[name]).join(', ')}`,
    ].join('');
  });
  return [
    [
      toColumn(say`time`, 8),
      ...(before === null ? [] : [toColumn(say`before`, 10)]),
      toColumn(before === null ? say`tasks` : say`now`, 10),
    ].join(''),
    ...rows,
  ].join('\n');
}

/** Ends at this column. */
function toColumn(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;
}

function highest({ samples }: Recording, within: (ms: number) => boolean): string {
  const counts = samples.filter(([ms]) => within(ms)).map(([, count]) => count);
  return counts.length === 0 ? '' : String(Math.max(...counts));
}
