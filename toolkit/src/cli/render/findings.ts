import { printable } from '../../profile/printable.ts';
import type { Finding } from '../doctor/finding.ts';

const MARKS = { right: '✓ ok  ', wrong: '✗ no  ', note: '· note' } as const;

/** A line each, with the fix below it. */
export function renderFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ state, what, fix }) => [
    `${MARKS[state]}  ${printable(what)}`,
    ...(fix === undefined ? [] : [`          → ${printable(fix)}`]),
  ]);
  const faults = findings.filter(({ state }) => state === 'wrong').length;
  const verdict =
    faults === 0 ? 'All is ready.' : faults === 1 ? '1 thing is not right.' : `${faults} things are not right.`;
  return `${[...lines, '', verdict].join('\n')}\n`;
}
