/** `npm run classroom` on a course, in a process of its own, as an instructor starts it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLASSROOM = fileURLToPath(new URL('../../classroom.ts', import.meta.url));

export class ClassroomProcess {
  readonly url: string;
  readonly code: string;
  /** The private link. */
  readonly dashboard: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, printed: string) {
    this.#child = child;
    this.url = found(printed, /^(http\S+)$/m);
    this.code = found(printed, /npm run lab join \S+ (\w+)/);
    this.dashboard = found(printed, /(http\S+\/dashboard#\S+)/);
  }

  static async start(root: string, environment: NodeJS.ProcessEnv = {}): Promise<ClassroomProcess> {
    const child = spawn(
      process.execPath,
      ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning', CLASSROOM],
      {
        env: { ...process.env, LEAKLAB_ROOT: root, PORT: '0', ...environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ended = once(child, 'exit').then(([status]) => Promise.reject(new Error(`it ended with status ${status}`)));
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    while (!printed.includes('npm run classroom')) await Promise.race([once(child.stdout ?? child, 'data'), ended]);
    ended.catch(() => {});
    return new ClassroomProcess(child, printed);
  }

  /** Asks it to end, and gives its exit status. */
  async end(): Promise<number | null> {
    if (this.#child.exitCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await exited;
    }
    return this.#child.exitCode;
  }
}

function found(text: string, pattern: RegExp): string {
  const [, word] = pattern.exec(text) ?? [];
  if (word === undefined) throw new Error(`It did not print ${pattern}: ${text}`);
  return word;
}
