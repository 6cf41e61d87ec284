import { formatGroups } from '../../profile/format-tasks.ts';
import { printable } from '../../profile/printable.ts';
import { threadName } from '../../profile/words.ts';
import { cutStart } from '../render/table.ts';
import type { Row, State } from './state.ts';

export interface Size {
  columns: number;
  rows: number;
}

const SECOND = 1000;
const HEAD_LINES = 5;

/** The whole screen, no line longer than it and no more lines than it has. */
export function renderTop(state: State, target: string, size: Size): string {
  const foot = [
    ...(state.problem === null ? [''] : wrapped(`! ${state.problem}`, size.columns)),
    state.open
      ? 'esc back   space freeze   q quit'
      : `↑ ↓ select   enter stack   s sort (now: ${state.order})   space ${state.frozen ? 'go on' : 'freeze'}   q quit`,
  ];
  const room = Math.max(0, size.rows - foot.length);
  const body = state.open ? openGroup(state) : groups(state, room - HEAD_LINES, size.columns);
  const lines = [...head(state, target), '', ...body].slice(0, room);
  while (lines.length < room) lines.push('');
  lines.push(...foot.slice(-size.rows));
  return lines.map((line) => line.slice(0, size.columns)).join('\n');
}

/** On as many lines as it takes. */
function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function head({ statistics, growth, frozen }: State, target: string): string[] {
  if (statistics === null) return [`taskscope top ${target}`, 'reading…', ''];
  const { allThreads, missingThreads, loopDelay, loopUtilization, threads } = statistics;
  const gaps = missingThreads.map(({ thread, name }) => `   ${printable(threadName(thread, name))} missing`).join('');
  return [
    `taskscope top ${target}   ${statistics.nodeVersion}   up ${Math.round(statistics.uptime)} s${frozen ? '   FROZEN' : ''}`,
    `tasks ${allThreads.tasks} (${signed(growth)}/s)   leaked so far ${allThreads.leaked}${gaps}`,
    `loop delay ${loopDelay.toFixed(1)} ms   loop busy ${(loopUtilization * 100).toFixed(0)} %   threads ${threads ?? '-'}`,
  ];
}

function groups({ rows, selected }: State, room: number, columns: number): string[] {
  if (rows.length === 0) return ['No task is live.'];
  const shown = Math.max(1, room);
  const first = Math.max(0, Math.min(selected - Math.floor(shown / 2), rows.length - shown));
  return [
    `  ${'COUNT'.padStart(8)} ${'GROWTH/s'.padStart(9)} ${'LONGEST'.padStart(9)}  WAIT                WHERE`,
    ...rows.slice(first, first + shown).map((row, index) => groupLine(row, first + index === selected, columns)),
  ];
}

function groupLine(row: Row, selected: boolean, columns: number): string {
  const [frame] = row.frames;
  const wait = `${row.wait}${row.leaked ? ' (leaked)' : ''}`;
  const start = `${selected ? '>' : ' '} ${String(row.count).padStart(8)} ${signed(row.growth).padStart(9)} ${longest(row).padStart(9)}  ${wait.padEnd(19)} `;
  if (frame === undefined) return start;
  const name = `${printable(frame.name)} `;
  return start + name + cutStart(`${printable(frame.file)}:${frame.line}`, columns - start.length - name.length);
}

function openGroup({ rows, selected }: State): string[] {
  const row = rows[selected];
  return row === undefined ? [] : formatGroups([row]).replaceAll('\t', '    ').split('\n');
}

function longest({ ms, leaked }: Row): string {
  return leaked ? 'for ever' : ms < SECOND ? `${ms} ms` : `${(ms / SECOND).toFixed(1)} s`;
}

function signed(perSecond: number): string {
  const rounded = Math.abs(perSecond) < 10 ? perSecond.toFixed(1) : perSecond.toFixed(0);
  return perSecond > 0 ? `+${rounded}` : rounded;
}
