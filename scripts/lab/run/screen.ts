/** One picture of a run, as text: the same while it draws itself and when it is over. */
import type { Recording } from '../../checker/run/recording.ts';
import { columnsOf } from '../../language/columns.mjs';
import { say } from '../../language/say.mjs';
import { sentenceOn } from '../../practice/sentence.ts';
import type { Paint } from '../render/paint.ts';
import type { Size } from '../render/size.ts';
import { wrap } from '../render/wrap.ts';
import { cut } from './cut.ts';
import { renderWho } from './groups.ts';
import { AXIS_ROWS, plotCount, type Scale, scaleFor } from './plot.ts';

/** Milliseconds that a run takes, more or less: what the time axis is laid out for while it goes on. */
const EXPECTED = 7000;
const GAP = 2;
/** Columns from which on two drawings have room beside each other. */
const WIDE = 76;
const [LOWEST, HIGHEST] = [4, 16];
/** Rows of a drawing that more groups may not take. */
const ENOUGH = 5;
/** Groups of each kind, at most. */
const GROUPS = 3;
/** Rows from which on there is room for more than the drawings and the largest group. */
const TALL = 30;
const TITLE_ROWS = 2;
const PROMPT_ROWS = 1;

/** Fits in `size`, as far as a terminal of 24 rows and 40 columns allows. */
export function renderRun(
  heading: string,
  recording: Recording,
  before: Recording | null,
  { columns, rows }: Size,
  paint: Paint,
): string {
  const width = Math.max(40, columns);
  const tall = rows >= TALL;
  const over = recording.outcome !== 'running';
  const scale = scaleFor(before === null ? [recording] : [before, recording], over ? 0 : EXPECTED);
  const head = [paint.strong(cut(heading, width)), cut(recording.title, width), ''];
  const footWith = (most: number): string[] => {
    const who = [
      ...renderWho(recording, tall ? before : null, paint, width, most),
      ...recording.notes.map((note) => wrap(say`Note: ${note}`, 0, width)),
    ];
    return [
      ...(who.length === 0 ? [] : ['', ...who]),
      '',
      over ? wrap(sentenceOn(recording, before), 0, width) : paint.quiet(say`${phase(recording)}… Ctrl-C ends it.`),
    ].flatMap((text) => text.split('\n'));
  };
  const room = (foot: string[]): number => rows - head.length - TITLE_ROWS - AXIS_ROWS - foot.length - PROMPT_ROWS;
  // While it goes on, a drawing that changes its height with every group would be hard to read.
  let most = tall || over ? GROUPS : 1;
  while (!tall && most > 1 && room(footWith(most)) < ENOUGH) most--;
  const foot = footWith(most);
  const height = Math.min(HIGHEST, Math.max(LOWEST, room(foot)));
  return [...head, ...drawings(recording, before, scale, width, height, paint), ...foot].join('\n');
}

/** One drawing over the whole width, or, where there is room, two beside each other, at the same scale. */
function drawings(
  recording: Recording,
  before: Recording | null,
  scale: Scale,
  width: number,
  height: number,
  paint: Paint,
): string[] {
  if (before === null || width < WIDE)
    return drawing(say`task count`, recording, scale, width, height, paint).map(({ painted }) => painted);
  const half = Math.floor((width - GAP) / 2);
  const left = drawing(say`before`, before, scale, half, height, paint);
  const right = drawing(say`now`, recording, scale, half, height, paint);
  return left.map(({ plain, painted }, row) => {
    const pad = ' '.repeat(Math.max(0, half + GAP - columnsOf(plain)));
    return `${painted}${pad}${right[row]?.painted ?? ''}`.trimEnd();
  });
}

interface Line {
  /** Without what paints it. */
  plain: string;
  painted: string;
}

function drawing(
  title: string,
  recording: Recording,
  scale: Scale,
  width: number,
  height: number,
  paint: Paint,
): Line[] {
  const { outcome, baseline, peak, after } = recording;
  const colour = outcome === 'settled' ? paint.good : outcome === 'leaked' ? paint.bad : paint.strong;
  const numbers =
    outcome === 'running'
      ? say`baseline ${baseline}, peak ${peak}, now ${after}`
      : say`baseline ${baseline}, peak ${peak}, stays ${after}`;
  return [
    { plain: title, painted: paint.strong(title) },
    { plain: numbers, painted: numbers },
    ...plotCount(recording, scale, width, height).map((plain) => ({
      plain,
      painted: plain.replaceAll(/[━┏┓┗┛┃]+/g, (line) => colour(line)),
    })),
  ];
}

function phase({ marks }: Recording): string {
  return { idle: say`Idle`, load: say`Under load`, settle: say`The load is over, settling` }[
    marks.at(-1)?.name ?? 'idle'
  ];
}
