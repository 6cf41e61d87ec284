/** A picture of what grows: tasks to the right, time upwards, both by powers of ten. It reads on light and on dark. */
export interface Line {
  name: string;
  /** Of the same length as the plot's `x`; seconds. */
  seconds: readonly number[];
}

export interface Plot {
  title: string;
  /** Numbers of tasks, ascending powers of ten. */
  x: readonly number[];
  lines: readonly Line[];
}

const WIDTH = 640;
const HEIGHT = 360;
const AREA = { left: 70, right: 450, top: 24, bottom: 310 };
const LABEL_HEIGHT = 40;
/** Told apart by mark and dash as well as by colour; the contrasts are 4.5 or more on both papers. */
const LOOKS = [
  { mark: '●', dash: '', light: '#0b57b7', dark: '#8ab8ff' },
  { mark: '■', dash: '6 4', light: '#a33c00', dark: '#ffab7a' },
  { mark: '▲', dash: '2 3', light: '#1c7a3e', dark: '#7fd8a0' },
  { mark: '◆', dash: '10 4 2 4', light: '#7b3fa0', dark: '#d4a6f5' },
  { mark: '○', dash: '14 4', light: '#8a5a00', dark: '#e6c35c' },
] as const;

export function renderPlot({ title, x, lines }: Plot): string {
  const all = lines.flatMap(({ seconds }) => seconds).map(Math.log10);
  const [from, to] = [Math.floor(Math.min(...all)), Math.ceil(Math.max(...all))];
  const across = scale(Math.log10(x[0] ?? 1), Math.log10(x.at(-1) ?? 10), AREA.left, AREA.right);
  const upwards = scale(from, Math.max(to, from + 1), AREA.bottom, AREA.top);
  const style = (theme: 'light' | 'dark'): string =>
    LOOKS.map((look, index) => `--c${index}: ${look[theme]};`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title about" font-family="system-ui, sans-serif" font-size="13">
<title id="title">${escapeXml(title)}</title>
<desc id="about">${escapeXml(describe({ title, x, lines }))}</desc>
<style>
svg { --ink: #1c1d1f; --grid: #d9d9d5; --paper: #fbfbfa; ${style('light')} }
@media (prefers-color-scheme: dark) { svg { --ink: #e8e8e6; --grid: #36383b; --paper: #17181a; ${style('dark')} } }
text { fill: var(--ink); }
</style>
<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="var(--paper)"/>
${Array.from({ length: to - from + 1 }, (_, index) => horizontal(from + index, upwards(from + index))).join('\n')}
${x.map((tasks) => vertical(tasks, across(Math.log10(tasks)))).join('\n')}
<text x="${(AREA.left + AREA.right) / 2}" y="${AREA.bottom + 40}" text-anchor="middle">tasks</text>
${lines
  .map((line, index) =>
    drawn(
      line,
      index,
      (x.at(-1) ?? 0).toLocaleString('en'),
      line.seconds.map((seconds, at) => ({ x: across(Math.log10(x[at] ?? 1)), y: upwards(Math.log10(seconds)) })),
    ),
  )
  .join('\n')}
</svg>
`;
}

/** All that it shows, in words. */
export function describe({ x, lines }: Plot): string {
  return `${x
    .map(
      (tasks, at) =>
        `${tasks.toLocaleString('en')} tasks: ${lines.map(({ name, seconds }) => `${name} ${duration(seconds[at] ?? 0)}`).join(', ')}`,
    )
    .join('; ')}.`;
}

/** `3.4 ms`: in the unit that fits, with two digits that count. */
export function duration(seconds: number): string {
  const [factor, unit] =
    seconds >= 1 ? [1, 's'] : seconds >= 1e-3 ? [1e3, 'ms'] : seconds >= 1e-6 ? [1e6, 'µs'] : [1e9, 'ns'];
  return `${Number((seconds * factor).toPrecision(seconds * factor >= 100 ? 3 : 2))} ${unit}`;
}

function drawn(
  { name, seconds }: Line,
  index: number,
  most: string,
  points: readonly { x: number; y: number }[],
): string {
  const { mark, dash } = LOOKS[index % LOOKS.length] ?? LOOKS[0];
  const color = `var(--c${index % LOOKS.length})`;
  const label = AREA.top + 20 + index * LABEL_HEIGHT;
  return [
    `<polyline fill="none" stroke="${color}" stroke-width="2"${dash === '' ? '' : ` stroke-dasharray="${dash}"`} points="${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}"/>`,
    ...points.map(
      ({ x, y }) =>
        `<text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" text-anchor="middle" style="fill: ${color}">${mark}</text>`,
    ),
    `<text x="${AREA.right + 18}" y="${label}"><tspan style="fill: ${color}">${mark}</tspan> ${escapeXml(name)}</text>`,
    `<text x="${AREA.right + 34}" y="${label + 16}" font-size="12">at ${most}: ${duration(seconds.at(-1) ?? 0)}</text>`,
  ].join('\n');
}

function horizontal(power: number, y: number): string {
  return `<path d="M${AREA.left} ${y.toFixed(1)}H${AREA.right}" stroke="var(--grid)"/><text x="${AREA.left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${duration(10 ** power)}</text>`;
}

function vertical(tasks: number, x: number): string {
  return `<path d="M${x.toFixed(1)} ${AREA.top}V${AREA.bottom}" stroke="var(--grid)"/><text x="${x.toFixed(1)}" y="${AREA.bottom + 20}" text-anchor="middle">${tasks.toLocaleString('en')}</text>`;
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
