/** The real terminal: a screen of its own, as pagers and editors have it, so that what stood there before comes back. */
import { emitKeypressEvents, type Key } from 'node:readline';
import type { Size } from '../render/size.ts';

export interface Terminal {
  size(): Size;
  /** Shows this text in place of what was shown before. */
  show(text: string): void;
  /** Calls with the name of each key and the text that it types, and when the size has changed, until the returned function is called. */
  listen(onKey: (key: string, text: string) => void, onResize: () => void): () => void;
  /** Gives the terminal back as it was. */
  close(): void;
}

const OPEN = '\u001b[?1049h\u001b[?25l';
const CLOSE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const TO_LINE_END = '\u001b[K';
const TO_SCREEN_END = '\u001b[J';

export function openTerminal(): Terminal {
  const { stdin, stdout } = process;
  const leave = (): void => void stdout.write(CLOSE);
  // Also where an error ends the process: nobody should be left with a terminal that shows no cursor.
  process.once('exit', leave);
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdout.write(OPEN);
  return {
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    show(text) {
      // Over what is there, and not on a cleared screen: that would flicker.
      stdout.write(`${HOME}${text.replaceAll('\n', `${TO_LINE_END}\n`)}${TO_LINE_END}${TO_SCREEN_END}`);
    },
    listen(onKey, onResize) {
      const receive = (text: string | undefined, { name, ctrl }: Key): void =>
        onKey(`${ctrl === true ? 'ctrl-' : ''}${name ?? text ?? ''}`, text ?? '');
      const gone = (): void => onKey('ctrl-d', '');
      stdin.on('keypress', receive);
      stdin.on('end', gone);
      stdout.on('resize', onResize);
      stdin.resume();
      return () => {
        stdin.off('keypress', receive);
        stdin.off('end', gone);
        stdout.off('resize', onResize);
      };
    },
    close() {
      stdin.setRawMode(false);
      stdin.pause();
      process.off('exit', leave);
      leave();
    },
  };
}
