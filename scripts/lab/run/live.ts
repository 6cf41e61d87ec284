/** Drawing over what was drawn before, where it stands in the terminal: what is above stays, and the last drawing remains. */

import type { Size } from '../render/size.ts';
import { WIDTH } from '../render/wrap.ts';

export interface LiveScreen {
  readonly size: Size;
  show(text: string): void;
  /** The cursor is back, below the last drawing. */
  close(): void;
}

/** What is asked of a terminal. */
interface Stream {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: 'resize', listener: () => void): unknown;
  off(event: 'resize', listener: () => void): unknown;
}

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
/** Terminals that know it show a frame whole; others ignore it. */
const [BEGIN, END] = ['\u001b[?2026h', '\u001b[?2026l'];

export function liveScreen(stream: Stream): LiveScreen {
  let height = 0;
  // After a change of its size nobody knows where the last drawing stands.
  const clear = (): void => {
    stream.write('\u001b[2J\u001b[H');
    height = 0;
  };
  const showCursor = (): void => void stream.write(SHOW_CURSOR);
  stream.write(HIDE_CURSOR);
  stream.on('resize', clear);
  process.once('exit', showCursor);
  return {
    get size() {
      return { columns: Math.min(WIDTH, stream.columns), rows: stream.rows };
    },
    show(text) {
      const lines = text.split('\n');
      const up = height === 0 ? '' : `\u001b[${height}A`;
      stream.write(`${BEGIN}${up}\r${lines.map((line) => `${line}\u001b[K\n`).join('')}\u001b[J${END}`);
      height = lines.length;
    },
    close() {
      stream.off('resize', clear);
      process.off('exit', showCursor);
      showCursor();
    },
  };
}
