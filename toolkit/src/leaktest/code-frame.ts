/** The lines around a place in the author's source, with a mark under it: for runners that don't show them by themselves. */
import { readFileSync } from 'node:fs';
import type { StackFrame } from '../registry/places.ts';

const LINES_AROUND = 2;
const WIDTH = 100;

/** Empty where the file can't be read, or has no such line. */
export function codeFrame({ file, line, column }: StackFrame): string {
  const lines = read(file);
  const first = Math.max(1, line - LINES_AROUND);
  const last = Math.min(lines.length, line + LINES_AROUND);
  if (line < 1 || line > lines.length) return '';
  const gutter = String(last).length;
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const text = (lines[number - 1] ?? '').replaceAll('\t', ' ').slice(0, WIDTH);
    rows.push(`${number === line ? '>' : ' '} ${String(number).padStart(gutter)} | ${text}`.trimEnd());
    if (number === line) rows.push(`  ${' '.repeat(gutter)} | ${' '.repeat(column - 1)}^`);
  }
  return rows.join('\n');
}

function read(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
