/** A program that a check runs to its end: no service, and without the probe. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Output } from './output.ts';
import { nodeWords, programEnvironment } from './program.ts';
import { endTree, type Tree } from './tree.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface ErrandEnd {
  /** Null where it was ended: by its patience, or with the check. */
  status: number | null;
  /** The end of what it printed. */
  output: string;
}

export class Errand {
  /** Resolves when the process has ended. */
  readonly ended: Promise<ErrandEnd>;
  readonly #mark = `LEAKLAB_ERRAND=${randomUUID()}`;
  readonly #child: ChildProcess;

  /** `file` is absolute. It is ended after `patience` milliseconds. */
  constructor(file: string, words: readonly string[], patience: number) {
    const output = new Output();
    const [name = '', value] = this.#mark.split('=');
    this.#child = spawn(process.execPath, [...nodeWords(), file, ...words], {
      cwd: ROOT,
      env: { ...programEnvironment(), [name]: value },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (data: Buffer) => output.add(data));
    }
    const late = setTimeout(() => this.#kill(), patience);
    this.ended = new Promise((resolve) => {
      const end = (status: number | null): void => {
        clearTimeout(late);
        // What it has started, and left.
        this.#kill();
        resolve({ status, output: output.text });
      };
      this.#child.once('error', () => end(null));
      this.#child.once('close', end);
    });
  }

  /** What has to be ended with it; null where nothing was started. */
  get tree(): Tree | null {
    return this.#child.pid === undefined ? null : { pid: this.#child.pid, mark: this.#mark, children: [] };
  }

  async end(): Promise<void> {
    this.#kill();
    await this.ended;
  }

  #kill(): void {
    if (this.tree !== null) endTree(this.tree);
  }
}
