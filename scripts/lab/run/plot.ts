/** The task count over time, as lines of text. */
import { stripVTControlCharacters } from 'node:util';
import { type Point, plot } from 'simple-ascii-chart';
import type { Recording } from '../../checker/run/recording.ts';
import { padTo } from '../../language/columns.mjs';
import { say } from '../../language/say.mjs';

/** What drawings that stand side by side have in common. */
export interface Scale {
  /** Milliseconds from left to right. */
  ms: number;
  /** The highest count that fits. */
  top: number;
}

const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
/** Rows that the axes take besides the plot itself. */
export const AXIS_ROWS = 3;

/** A scale that all these recordings fit in; at least `ms` long. */
export function scaleFor(recordings: readonly Recording[], ms: number): Scale {
  const peak = Math.max(5, ...recordings.map((recording) => recording.peak));
  const power = 10 ** Math.floor(Math.log10(peak));
  const top = power * (ROUND.find((round) => round * power >= peak) ?? 10);
  return { ms: Math.max(ms, ...recordings.map(duration)), top };
}

export function duration({ samples }: Recording): number {
  return samples.at(-1)?.[0] ?? 0;
}

/** `height` rows, and those of the axes; no line is longer than `width`. */
export function plotCount(recording: Recording, scale: Scale, width: number, height: number): string[] {
  const { baseline, peak, marks } = recording;
  // The library gives the labels of the time axis two columns at least.
  const label = Math.max(2, String(scale.top).length);
  const columns = width - label - 2;
  const column = (ms: number): number => Math.min(columns - 1, Math.floor((ms / scale.ms) * columns));
  const names = new Map(marks.map(({ ms, name }) => [column(ms), name]));
  const end = `${(scale.ms / 1000).toFixed(1)} s`;
  const room = columns - 1 - Math.max(0, ...names.keys()) > end.length;
  // The plot is as wide as its points: one in the far corner makes room for what is still to come. It is drawn in a
  // colour of its own, by which it is taken out again.
  const corner: Point[] = [[columns - 1, scale.top]];
  const drawn = plot([corner, perColumn(recording, columns, column)], {
    width: columns,
    height,
    yRange: [0, scale.top],
    color: ['ansiBlack', 'ansiWhite'],
    customXAxisTicks: [...names.keys(), ...(room ? [columns - 1] : [])],
    customYAxisTicks: [baseline, peak],
    formatter: (value, { axis }) => {
      if (axis === 'y') return String(Math.round(value)).padStart(label);
      return names.get(value) ?? (value === columns - 1 ? end : '');
    },
  });
  return stripVTControlCharacters(drawn.replaceAll('\u001b[30m━', ' '))
    .split('\n')
    .slice(1, -1)
    .map((line) => inLanguage(line).trimEnd());
}

/** The names of the marks, as wide as they were: the library counts characters, not columns. */
function inLanguage(line: string): string {
  return line.replace(/\bload\b/, padTo(say`load`, 4)).replace(/\bsettle\b/, padTo(say`settle`, 6));
}

/** The highest count of each column, up to the last sample. */
function perColumn({ samples, baseline }: Recording, columns: number, column: (ms: number) => number): Point[] {
  const highest = [baseline];
  for (const [ms, count] of samples) highest[column(ms)] = Math.max(highest[column(ms)] ?? 0, count);
  let last = baseline;
  return Array.from({ length: Math.min(columns, highest.length) }, (_, index) => {
    last = highest[index] ?? last;
    return [index, last];
  });
}
