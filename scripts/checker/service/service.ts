/** The learner's program as a child process, with the probe in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { fileOf } from '../probe/completion.ts';
import { type Command, type Commands, lines, type Message, type ProbeEvent, type ProbeSettings } from '../protocol.ts';
import { endTree } from './end-tree.ts';
import { Output } from './output.ts';
import { programArguments } from './program.ts';

/** Megabytes; a service that eats memory is ended by its own limit, not by the machine's. */
export const MEMORY_LIMIT = 384;
/** A service that answers the probe only after so long is taken to be busy for ever. */
const ANSWER_PATIENCE = 8000;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROBE = new URL('../probe/preload.mjs', import.meta.url).href;

export interface ServiceSettings extends ProbeSettings {
  /** File to start, relative to the folder. */
  entry: string;
}

/** The program can't be asked any more. */
export class ServiceGone extends Error {
  /** `ended`: the process is gone. `silent`: it runs, and answers nobody. */
  readonly how: 'ended' | 'silent';

  constructor(how: 'ended' | 'silent') {
    super(how === 'ended' ? 'the process has ended' : 'the process answers nobody');
    this.how = how;
  }
}

export interface Exit {
  code: number | null;
  signal: string | null;
}

export class Service {
  readonly output = new Output();
  readonly events: ProbeEvent[] = [];
  /** Set once the process has ended. */
  exit: Exit | null = null;
  readonly #child: ChildProcess;
  readonly #pipe: Duplex;
  readonly #questions = new Map<number, (value: unknown) => void>();
  readonly #watchers = new Set<() => void>();
  #number = 0;

  constructor({ entry, ...settings }: ServiceSettings) {
    const file = fileOf(settings, entry);
    this.#child = spawn(
      process.execPath,
      [`--max-old-space-size=${MEMORY_LIMIT}`, ...programArguments(file, [PROBE])],
      {
        cwd: ROOT,
        env: { ...programEnvironment(), PORT: '0', HOST: '127.0.0.1', LEAKLAB_PROBE: JSON.stringify(settings) },
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
      },
    );
    this.#pipe = this.#child.stdio[3] as Duplex;
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (data: Buffer) => this.output.add(data));
    this.#pipe.on('error', () => {});
    (this.#pipe as Readable).setEncoding('utf8');
    this.#pipe.on(
      'data',
      lines((line) => this.#receive(JSON.parse(line))),
    );
    this.#child.on('error', () => this.#ended({ code: null, signal: null }));
    this.#child.on('exit', (code, signal) => this.#ended({ code, signal }));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Asks the probe. Rejected with `ServiceGone` where no answer can come. */
  ask<C extends Command>(
    command: C,
    argument: Commands[C]['argument'],
    patience = ANSWER_PATIENCE,
  ): Promise<Commands[C]['answer']> {
    if (this.exit !== null) return Promise.reject(new ServiceGone('ended'));
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new ServiceGone('silent')), patience);
      const unwatch = this.#watch(() => {
        if (this.exit !== null) end(() => reject(new ServiceGone('ended')));
      });
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        unwatch();
        this.#questions.delete(number);
        settle();
      };
      // The probe answers with what `Commands` says: both ends are type-checked against it.
      this.#questions.set(number, (value) => end(() => resolve(value as Commands[C]['answer'])));
      this.#pipe.write(`${JSON.stringify({ number, command, argument })}\n`);
    });
  }

  /** Waits until `condition` gives something else than undefined; null after `patience` milliseconds. */
  until<T>(condition: () => T | undefined, patience: number): Promise<T | null> {
    return new Promise((resolve) => {
      const end = (value: T | null): void => {
        clearTimeout(timer);
        unwatch();
        resolve(value);
      };
      const look = (): void => {
        const value = condition();
        if (value !== undefined) end(value);
      };
      const timer = setTimeout(end, patience, null);
      const unwatch = this.#watch(look);
      look();
    });
  }

  /** Ends the process and all that it started. */
  async end(): Promise<void> {
    if (this.pid !== undefined) endTree(this.pid);
    await this.until(() => (this.exit === null ? undefined : true), ANSWER_PATIENCE);
    this.#pipe.destroy();
  }

  #watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #receive(message: Message): void {
    if ('answer' in message) this.#questions.get(message.answer)?.(message.value);
    else this.events.push(message);
    this.#notify();
  }

  #ended(exit: Exit): void {
    // What the probe said last may still be on its way through the pipe.
    setImmediate(() => {
      this.exit ??= exit;
      this.#notify();
    });
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** The learner's environment, less what would change how Node runs, and with compiled code kept. */
function programEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, VITEST: ___, ...environment } = process.env;
  return {
    ...environment,
    NODE_COMPILE_CACHE: join(ROOT, '.leaklab', 'cache', 'compile'),
    NO_COLOR: '1',
    TASKSCOPE_EXCLUDE: '**/scripts/checker/**',
  };
}
