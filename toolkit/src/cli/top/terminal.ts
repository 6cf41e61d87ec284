/** The real terminal, on a screen of its own: what stood there before is there again afterwards. */
import { emitKeypressEvents, type Key as Pressed } from 'node:readline';
import { printableLines } from '../../profile/printable.ts';
import type { Key } from './state.ts';
import type { Screen } from './top.ts';

const OPEN = '\u001b[?1049h\u001b[?25l';
const CLOSE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const CLEAR_REST = '\u001b[J';
const CLEAR_LINE = '\u001b[K';

const KEYS: { [name: string]: Key | 'quit' } = {
  up: 'up',
  k: 'up',
  down: 'down',
  j: 'down',
  s: 'sort',
  space: 'freeze',
  return: 'open',
  escape: 'back',
  backspace: 'back',
  q: 'quit',
};

export function terminalScreen(): Screen {
  const { stdin, stdout } = process;
  return {
    size: () => ({ columns: stdout.columns, rows: stdout.rows }),
    show(text) {
      stdout.write(`${HOME}${printableLines(text).split('\n').join(`${CLEAR_LINE}\n`)}${CLEAR_LINE}${CLEAR_REST}`);
    },
    listen(onKey) {
      const press = (_text: string | undefined, { name = '', ctrl }: Pressed): void => {
        const key = ctrl && name === 'c' ? 'quit' : KEYS[name];
        if (key !== undefined) onKey(key);
      };
      const resize = (): void => onKey('resize');
      const end = (): void => onKey('quit');
      emitKeypressEvents(stdin);
      stdin.setRawMode(true);
      stdin.resume();
      stdin.on('keypress', press);
      stdin.on('end', end);
      stdout.on('resize', resize);
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
      stdout.write(OPEN);
      return () => {
        stdin.off('keypress', press);
        stdin.off('end', end);
        stdout.off('resize', resize);
        for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
        stdin.setRawMode(false);
        stdin.pause();
        stdout.write(CLOSE);
      };
    },
  };
}
