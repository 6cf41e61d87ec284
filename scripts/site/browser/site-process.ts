/** `npm run docs` on a course, in a process of its own, as a reader starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const DOCS = fileURLToPath(new URL('../../docs.ts', import.meta.url));

export class SiteProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #printed: string[];

  private constructor(child: ChildProcess, printed: string[]) {
    this.#child = child;
    this.#printed = printed;
    this.url = printed.join('').trim();
  }

  static async start(root: string, environment: NodeJS.ProcessEnv = {}): Promise<SiteProcess> {
    const child = spawn(
      process.execPath,
      ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning', DOCS],
      {
        env: { ...process.env, LEAKLAB_ROOT: root, PORT: '0', HOST: '127.0.0.1', ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const printed: string[] = [];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => printed.push(text));
    const ended = once(child, 'exit').then(([status]) => Promise.reject(new Error(`it ended with status ${status}`)));
    await Promise.race([once(child.stdout ?? child, 'data'), ended]);
    ended.catch(() => {});
    return new SiteProcess(child, printed);
  }

  /** All that it has printed. */
  get printed(): string {
    return this.#printed.join('');
  }

  /** Asks it to end, and gives its exit status; null where it had to be killed. */
  async end(signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM'): Promise<number | null> {
    if (this.#child.exitCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill(signal);
      await exited;
    }
    return this.#child.exitCode;
  }
}
