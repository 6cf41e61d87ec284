/** A classroom as it is really run: a process of its own, in a folder of its own, that can be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const ENTRY = join(REPOSITORY, 'scripts', 'classroom.ts');

export interface ServerOptions {
  /** Null: the embedded one. */
  databaseUrl?: string;
  /** Where it keeps its files; made, and removed again, where none is given. */
  root?: string;
}

export class ServerProcess {
  readonly root: string;
  readonly #databaseUrl: string | undefined;
  readonly #ownRoot: boolean;
  #port = 0;
  #child: ChildProcess | null = null;

  constructor({ databaseUrl, root }: ServerOptions = {}) {
    this.#ownRoot = root === undefined;
    this.root = root ?? mkdtempSync(join(tmpdir(), 'leaklab-classroom-'));
    this.#databaseUrl = databaseUrl;
    mkdirSync(this.root, { recursive: true });
    if (!existsSync(join(this.root, 'labs'))) symlinkSync(join(REPOSITORY, 'labs'), join(this.root, 'labs'));
  }

  /** Until it serves; at the same port each time. Gives what it has printed. Throws where it ends instead. */
  async start(word = 'start'): Promise<string> {
    const child = spawn(process.execPath, ['--conditions=taskscope-source', ENTRY, word], {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        LEAKLAB_ROOT: this.root,
        PORT: String(this.#port),
        HOST: '',
        // More have a seat than any scenario needs.
        LEARNERS: '1000',
        DATABASE_URL: this.#databaseUrl ?? '',
      },
      // By the channel it learns that we are gone, and ends.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (printed += data));
    while (!printed.includes('npm run lab join')) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The classroom has ended: ${printed}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.#port = Number(new URL(/^http:\S+/m.exec(printed)?.[0] ?? '').port);
    return printed;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get token(): string {
    return readFileSync(join(this.root, '.leaklab', 'classroom', 'token'), 'utf8').trim();
  }

  /** Megabytes in memory; null where the system does not tell. */
  get megabytes(): number | null {
    try {
      const status = readFileSync(`/proc/${this.#child?.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    } catch {
      return null;
    }
  }

  /** Its exit status, once it has ended by itself. */
  async ended(): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode;
  }

  /** As the power that fails, without a word. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Gives its exit status. */
  async stop(): Promise<number | null> {
    const status = await this.#end('SIGTERM');
    return status;
  }

  async close(): Promise<void> {
    await this.#end('SIGKILL');
    if (this.#ownRoot) rmSync(this.root, { recursive: true, force: true, maxRetries: 5 });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  }
}
