import { pathFrom } from '../../profile/path-from.ts';
import { printable } from '../../profile/printable.ts';
import type { Finding } from '../doctor/finding.ts';

const MARKS = { right: '✓ ok  ', wrong: '✗ no  ', note: '· note' } as const;

/** A line each, with the fix below it. */
export function renderFindings(findings: readonly Finding[], folder: string): string {
  // What is a name or a place stands between back-ticks.
  const named = (text: string): string => text.replaceAll(/(?<=`)[^`]+(?=`)/g, (word) => pathFrom(folder, word));
  const lines = findings.flatMap(({ state, what, fix }) => [
    `${MARKS[state]}  ${printable(named(what))}`,
    ...(fix === undefined ? [] : [`          → ${printable(named(fix))}`]),
  ]);
  const faults = findings.filter(({ state }) => state === 'wrong').length;
  const verdict =
    faults === 0 ? 'All is ready.' : faults === 1 ? '1 thing is not right.' : `${faults} things are not right.`;
  return `${[...lines, '', verdict].join('\n')}\n`;
}
