/** Laying out a screen that is never larger than the terminal: what does not fit is scrolled to, not lost. */

import { say } from '../../language/say.mjs';
import type { Size } from '../render/size.ts';
import { clip, fold } from '../render/wrap.ts';

export interface Parts {
  /** Always there. Where even that is too much, its first line. */
  head: string;
  body: string;
  /** Always there. */
  foot: string;
}

export interface LaidOut {
  /** At most `rows` lines of at most `columns` columns. */
  text: string;
  /** The first line of the body that is shown: what was asked for, as far as the body goes. */
  scroll: number;
  /** Whether all of the body is shown. */
  whole: boolean;
}

/** Lines of the body below which the head gives way. */
const LEAST = 6;

export function layOut(parts: Parts, { columns, rows }: Size, scroll: number): LaidOut {
  const lines = (text: string): string[] => text.split('\n').flatMap((line) => fold(line, columns));
  const foot = lines(parts.foot);
  const body = lines(parts.body);
  const whole = [...lines(parts.head), ''];
  const head = rows - whole.length - foot.length - 1 >= LEAST ? whole : whole.slice(0, 1);
  // A blank line, or the line that tells of more, stands between body and foot.
  const room = Math.max(1, rows - head.length - foot.length - 1);
  const last = Math.max(0, body.length - room);
  const first = Math.min(Math.max(0, scroll), last);
  const below = last - first;
  const seam = last === 0 ? '' : clip(more(first, below), columns);
  const shown = [...head, ...body.slice(first, first + room), seam, ...foot];
  return { text: shown.slice(0, rows).join('\n'), scroll: first, whole: last === 0 };
}

function more(above: number, below: number): string {
  const where = [...(above > 0 ? [say`${above} above`] : []), ...(below > 0 ? [say`${below} below`] : [])];
  return say`  … more lines: ${where.join(', ')} (↑ ↓ or space)`;
}
