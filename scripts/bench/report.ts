/** The words for a measured number: what it is, what is promised, what it is to be seen beside. */
import { isHeld, type Measure, type Reading, spread } from './measure.ts';

/** For the terminal. */
export function report(measure: Measure, reading: Reading): string {
  const held = isHeld(measure, reading);
  return [
    `${held ? '✓' : '✗'} ${measure.name}: ${measure.title}`,
    `    ${measured(reading)} ${measure.unit}, ${held ? 'held' : 'NOT held'}: ${measure.hold} ${measure.unit} or less`,
    ...(reading.detail === '' ? [] : [`    ${reading.detail}`]),
    ...(measure.anchor === '' ? [] : [`    beside it: ${measure.anchor}`]),
  ].join('\n');
}

/** The median with its spread, in as many digits as say something. */
export function measured({ value, least, most }: Reading): string {
  return spread([least, value, most], digitsOf(value));
}

export function rounded(value: number): string {
  return value.toFixed(digitsOf(value));
}

function digitsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
}
