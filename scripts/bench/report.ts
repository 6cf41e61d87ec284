/** The words for a measured number: what it is, what is promised, what it is to be seen beside. */
import type { Measure, Reading } from './measure.ts';

export function report({ name, title, unit, hold, anchor }: Measure, { value, detail }: Reading): string {
  const held = value <= hold;
  return [
    `${held ? '✓' : '✗'} ${name}: ${title}`,
    `    ${round(value)} ${unit}, ${held ? 'held' : 'NOT held'}: ${hold} ${unit} or less`,
    `    ${detail}`,
    `    beside it: ${anchor}`,
  ].join('\n');
}

function round(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
}
