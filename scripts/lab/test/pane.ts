/** A real terminal of a given size, driven by tmux: what a learner types, and what stands on their screen. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';

export const hasTmux = works('tmux', ['-V']);
const PATIENCE = { timeout: 15_000, interval: 100 };

export class Pane {
  readonly #socket = `leaklab-${randomUUID()}`;

  /** Runs a command; after it, `ended STATUS` stands on the screen. */
  constructor(words: readonly string[], environment: { [name: string]: string }, { columns = 80, rows = 24 } = {}) {
    const set = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
    const command = ['env', '-u', 'NO_COLOR', '-u', 'FORCE_COLOR', ...set, ...words].map(quoted).join(' ');
    const size = ['-x', String(columns), '-y', String(rows)];
    // The shell outlives the Ctrl-C that is meant for the command.
    const script = `trap : INT; ${command}; echo ended $?; exec cat`;
    this.#tmux(['-u', '-f', '/dev/null', 'new-session', '-d', ...size, script]);
  }

  get screen(): string {
    return this.#tmux(['capture-pane', '-p']).trimEnd();
  }

  /** The screen, with its colours. */
  get styled(): string {
    return this.#tmux(['capture-pane', '-p', '-e']);
  }

  /** Names as tmux has them: `h`, `Down`, `C-c`. */
  press(...keys: string[]): void {
    this.#tmux(['send-keys', ...keys]);
  }

  resize(columns: number, rows: number): void {
    this.#tmux(['resize-window', '-x', String(columns), '-y', String(rows)]);
  }

  /** Waits for the words; a wait that is in vain shows the screen. */
  async see(...words: (string | RegExp)[]): Promise<string> {
    await vi.waitFor(() => {
      for (const each of words) expect(this.screen).toMatch(each);
    }, PATIENCE);
    return this.screen;
  }

  /** Whether the command shows a screen of its own now, whether it hides the cursor, and how large the terminal is. */
  get state(): { own: boolean; cursor: boolean; columns: number; rows: number } {
    const format = '#{alternate_on} #{cursor_flag} #{pane_width} #{pane_height}';
    const [own, cursor, columns, rows] = this.#tmux(['display-message', '-p', format]).trim().split(' ');
    return { own: own === '1', cursor: cursor === '1', columns: Number(columns), rows: Number(rows) };
  }

  /** The pid of the shell that the command runs in. */
  get shell(): number {
    return Number(this.#tmux(['display-message', '-p', '#{pane_pid}']));
  }

  close(): void {
    this.#tmux(['kill-server']);
  }

  #tmux(words: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...words], { encoding: 'utf8' });
  }
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function works(command: string, words: readonly string[]): boolean {
  try {
    execFileSync(command, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
