/** Several processes that do something at the same instant, again and again: as people with two terminals do, but each time. */
import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SCRIPTS = pathToFileURL(join(import.meta.dirname, '../..')).href;
/** Milliseconds that each write takes: long enough for the other one to read what is about to change. */
const SLOW_DISK = 5;

/** `code` is the body of a module that defines `act(asked)`; in it `SCRIPTS` is the address of the scripts, and `index` that of the process. */
function program(code: string, index: number): string {
  return `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const SCRIPTS = '${SCRIPTS}';
    const index = ${index};
    const { fsyncSync } = fs;
    fs.fsyncSync = (file) => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${SLOW_DISK});
      fsyncSync(file);
    };
    syncBuiltinESMExports();
    ${code}
    process.on('message', async (asked) => {
      try {
        process.send({ done: await act(asked) ?? null });
      } catch (error) {
        process.send({ failed: String(error) });
      }
    });
    process.send('ready');`;
}

export class Together {
  readonly #children: ChildProcess[];

  private constructor(children: ChildProcess[]) {
    this.#children = children;
  }

  static async start(count: number, code: string, words: readonly string[]): Promise<Together> {
    const children = Array.from({ length: count }, (_, index) =>
      spawn(
        process.execPath,
        [
          '--conditions=taskscope-source',
          '--disable-warning=ExperimentalWarning',
          '--input-type=module',
          '-e',
          program(code, index),
          ...words,
        ],
        { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
      ),
    );
    await Promise.all(children.map((child) => once(child, 'message')));
    return new Together(children);
  }

  /** What each gave, in their order; an error that one threw is a text. */
  round(asked: Serializable): Promise<unknown[]> {
    return Promise.all(this.#children.map((_, index) => this.ask(index, asked)));
  }

  /** The same of one of them alone. Of one that is killed it never comes. */
  async ask(index: number, asked: Serializable): Promise<unknown> {
    const child = this.#children[index];
    if (child === undefined) throw new Error(`there is no process ${index}`);
    const answer = once(child, 'message');
    child.send(asked);
    const [{ done, failed }] = await answer;
    return failed ?? done;
  }

  /** Ends one as the power that fails. */
  async kill(index: number): Promise<void> {
    const child = this.#children[index];
    if (child === undefined) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }
}
