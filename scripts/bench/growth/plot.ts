/**
 * `node scripts/bench/dump-plot.ts FILE.svg [short]`: what a dump costs with 1,000 to a million tasks alive, measured anew,
 * as a table and as a picture.
 */
import { writeFileSync } from 'node:fs';
import { FULL, SHORT } from './measure.ts';
import { type DumpCost, measureDump } from './measures/dump.ts';

const WIDTH = 640;
const HEIGHT = 360;
const PLOT = { left: 70, right: 470, top: 24, bottom: 310 };
/** Powers of ten: of tasks, and of milliseconds. */
const X = [3, 6] as const;
const Y = [-1, 4] as const;

const LINES: { name: string; of: (cost: DumpCost) => number; color: string; dash: string; mark: string }[] = [
  { name: 'each task, whole', of: ({ dump }) => dump, color: 'b', dash: '6 4', mark: '■' },
  { name: 'its longest pause', of: ({ pause }) => pause, color: 'c', dash: '2 3', mark: '▲' },
  { name: 'by group', of: ({ profile }) => profile, color: 'a', dash: '', mark: '●' },
];

const [file, effort] = process.argv.slice(2);
if (file === undefined) {
  console.error('Name the file to write: `node scripts/bench/dump-plot.ts FILE.svg`.');
  process.exitCode = 2;
} else {
  const costs = await measureDump(effort === 'short' ? SHORT : FULL);
  console.log(table(costs));
  writeFileSync(file, plot(costs));
}

function table(costs: readonly DumpCost[]): string {
  const rows = costs.map(({ tasks, profile, dump, pause }) => [
    tasks.toLocaleString('en'),
    ...[profile, dump, pause].map(milliseconds),
  ]);
  return [['tasks', 'by group', 'each task', 'its longest pause'], ...rows]
    .map((cells) => cells.map((cell) => cell.padStart(18)).join(''))
    .join('\n');
}

function plot(costs: readonly DumpCost[]): string {
  const alt = costs.map(
    (cost) =>
      `${cost.tasks.toLocaleString('en')} tasks: ${LINES.map(({ name, of }) => `${name} ${milliseconds(of(cost))}`).join(', ')}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title about" font-family="system-ui, sans-serif" font-size="13">
<title id="title">What a dump costs</title>
<desc id="about">${alt.join('; ')}.</desc>
<style>
svg { --ink: #1c1d1f; --grid: #d9d9d5; --a: #0b57b7; --b: #a33c00; --c: #1c7a3e; background: #fbfbfa; color: var(--ink); }
@media (prefers-color-scheme: dark) { svg { --ink: #e8e8e6; --grid: #36383b; --a: #8ab8ff; --b: #ffab7a; --c: #7fd8a0; background: #17181a; } }
text { fill: var(--ink); }
</style>
${ticks(Y)
  .map((power) => horizontal(power))
  .join('\n')}
${ticks(X)
  .map((power) => vertical(power))
  .join('\n')}
${LINES.map((line, index) => drawn(line, costs, index)).join('\n')}
</svg>
`;
}

function drawn(
  { name, of, color, dash, mark }: (typeof LINES)[number],
  costs: readonly DumpCost[],
  index: number,
): string {
  const points = costs.map((cost) => ({ x: x(Math.log10(cost.tasks)), y: y(Math.log10(of(cost))) }));
  const last = costs.at(-1);
  const labelY = PLOT.top + 20 + index * 44;
  return [
    `<polyline fill="none" stroke="var(--${color})" stroke-width="2" stroke-dasharray="${dash}" points="${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}"/>`,
    ...points.map(
      ({ x, y }) =>
        `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" text-anchor="middle" style="fill: var(--${color})">${mark}</text>`,
    ),
    `<text x="${PLOT.right + 16}" y="${labelY}"><tspan style="fill: var(--${color})">${mark}</tspan> ${name}</text>`,
    `<text x="${PLOT.right + 32}" y="${labelY + 17}" font-size="12">${last === undefined ? '' : `${milliseconds(of(last))} of a million`}</text>`,
  ].join('\n');
}

function horizontal(power: number): string {
  return `<path d="M${PLOT.left} ${y(power)}H${PLOT.right}" stroke="var(--grid)"/><text x="${PLOT.left - 8}" y="${y(power) + 4}" text-anchor="end">${milliseconds(10 ** power)}</text>`;
}

function vertical(power: number): string {
  return `<path d="M${x(power)} ${PLOT.top}V${PLOT.bottom}" stroke="var(--grid)"/><text x="${x(power)}" y="${PLOT.bottom + 20}" text-anchor="middle">${(10 ** power).toLocaleString('en')}</text>`;
}

function ticks([from, to]: readonly [number, number]): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function x(power: number): number {
  return PLOT.left + ((power - X[0]) / (X[1] - X[0])) * (PLOT.right - PLOT.left);
}

function y(power: number): number {
  const within = Math.min(Y[1], Math.max(Y[0], power));
  return PLOT.bottom - ((within - Y[0]) / (Y[1] - Y[0])) * (PLOT.bottom - PLOT.top);
}

function milliseconds(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(value >= 10_000 ? 0 : 1)} s`;
  return `${value >= 10 ? value.toFixed(0) : value.toFixed(1)} ms`;
}
