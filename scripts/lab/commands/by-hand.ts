/** Programs that are started by hand, in the learner's terminal; none of them outlives the command, however that ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { startWatchdog } from '../../checker/service/watchdog.ts';

/** Milliseconds for a program to end in, once it was asked to. */
const PATIENCE = 2000;

export class ByHand {
  readonly #root: string;
  readonly #port: string;
  readonly #watchdog = startWatchdog();
  readonly #mark = randomUUID();

  /** `port`: what the programs find as `PORT`. */
  constructor(root: string, port: string) {
    this.#root = root;
    this.#port = port;
  }

  /** Starts Node with these words. */
  start(words: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, words, {
      cwd: this.#root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PORT: this.#port, LEAKLAB_SERVICE: this.#mark },
    });
    if (child.pid !== undefined)
      this.#watchdog.watch({ pid: child.pid, mark: `LEAKLAB_SERVICE=${this.#mark}`, children: [] });
    return child;
  }

  async end(...children: ChildProcess[]): Promise<void> {
    await Promise.all(children.map(endOne));
    this.#watchdog.release();
  }

  /** When all have ended. */
  close(): Promise<void> {
    return this.#watchdog.end();
  }
}

async function endOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await exited;
  clearTimeout(late);
}
