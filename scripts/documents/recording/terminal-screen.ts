/** What a program that fills the screen shows there, as text: it runs in a real terminal, which tmux keeps. */
import { randomUUID } from 'node:crypto';
import { runProgram } from './run-program.ts';

export interface ScreenOptions {
  cwd: string;
  /** What has to stand there. */
  pattern: RegExp;
  rows: number;
  /** Milliseconds to wait for it. */
  patience: number;
}

const COLUMNS = 80;

/** Throws where the pattern never stands there; the program is ended by `q`, and by force if it has to be. */
export async function screenOf(line: string, { cwd, pattern, rows, patience }: ScreenOptions): Promise<string> {
  const name = `leaklab-${randomUUID()}`;
  // A server of its own: the settings and the sessions of whoever records are theirs.
  const tmux = async (...words: string[]): Promise<string> =>
    (await runProgram('tmux', ['-L', name, '-f', '/dev/null', ...words], { cwd, env: { TERM: 'xterm-256color' } })).out;
  await tmux('new-session', '-d', '-x', String(COLUMNS), '-y', String(rows), line);
  try {
    const deadline = performance.now() + patience;
    for (;;) {
      const screen = await tmux('capture-pane', '-p');
      if (pattern.test(screen)) return screen;
      if (performance.now() > deadline) throw new Error(`\`${line}\` never showed ${pattern}, but:\n${screen}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await tmux('send-keys', 'q');
    await tmux('kill-server');
  }
}
