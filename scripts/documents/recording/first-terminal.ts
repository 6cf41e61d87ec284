/** The first of two terminals: a lab's program runs in it, and prints. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { labArguments } from './programs.ts';

/** Milliseconds until a program has printed what is waited for. */
const PATIENCE = 60_000;
/** Milliseconds between two looks. */
const PAUSE = 20;

export class FirstTerminal {
  readonly #child: ChildProcess;
  #text = '';

  /** `npm run lab N start`, in the course that stands at `root`. */
  constructor(root: string, lab: string) {
    this.#child = spawn(process.execPath, labArguments(root, `${lab} start`), {
      cwd: root,
      env: { ...process.env, PORT: '0', LEAKLAB_LANGUAGE: 'en' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child.stdout?.on('data', (data: Buffer) => {
      this.#text += data.toString('utf8');
    });
  }

  /** Waits until the pattern stands in what it has printed. Gives its first group, or all of it. */
  async printed(pattern: RegExp): Promise<string> {
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const [all, group = all] = pattern.exec(this.#text) ?? [];
      if (group !== undefined) return group;
      if (this.#over || performance.now() > deadline)
        throw new Error(`The program never printed ${pattern}. It printed:\n${this.#text}`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  async end(): Promise<void> {
    if (this.#over) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }

  get #over(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}
