/** The real terminal: clears, draws, and reads single keys. */
import type { Terminal } from './watch.ts';

/** Clears the screen and what scrolled off it, so that old output never stands above new. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[H';

export function realTerminal(): Terminal {
  const { stdin, stdout } = process;
  let shown = '';
  return {
    show(text) {
      if (text === shown) return;
      shown = text;
      stdout.write(`${CLEAR}${text}\n`);
    },
    keys(onKey) {
      const receive = (data: Buffer): void => {
        for (const key of data.toString('utf8')) onKey(key);
      };
      const interrupt = (): void => onKey('\u0003');
      stdin.setRawMode(true);
      stdin.resume();
      stdin.on('data', receive);
      stdin.on('end', interrupt);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
      return () => {
        stdin.off('data', receive);
        stdin.off('end', interrupt);
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt);
        stdin.setRawMode(false);
        stdin.pause();
      };
    },
  };
}
