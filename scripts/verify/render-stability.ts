/** What `npm run verify repeat` says at its end. */
import { type Change, changes, perLab, type Run } from './stability.ts';

const SEEDS_SHOWN = 5;

/** A table of the labs, and below it the subjects that changed. */
export function renderStability(runs: readonly Run[]): string {
  const labs = perLab(runs);
  const head = ['lab', 'subjects', 'runs', 'changes'];
  const sum = (key: 'subjects' | 'runs' | 'changes'): number => labs.reduce((total, row) => total + row[key], 0);
  const rows = [
    ...labs.map((row) => [row.lab, row.subjects, row.runs, row.changes]),
    ...(labs.length > 1 ? [['all', sum('subjects'), sum('runs'), sum('changes')]] : []),
  ].map((row) => row.map(String));
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return [line(head), ...rows.map(line), ...changes(runs).map(renderChange)].join('\n');
}

function renderChange({ lab, subject, saw, problems }: Change): string {
  return [
    `✗ ${lab}  ${subject}`,
    ...saw.map(({ what, seeds }) => `    ${seeds.length} × ${what}  (${renderSeeds(seeds)})`),
    ...problems.map(({ problem, seed }) => `    seed ${seed}: ${problem}`),
  ].join('\n');
}

function renderSeeds(seeds: readonly number[]): string {
  const more = seeds.length - SEEDS_SHOWN;
  const shown = seeds.slice(0, SEEDS_SHOWN).join(', ');
  return `seed${seeds.length > 1 ? 's' : ''} ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}
