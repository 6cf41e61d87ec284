/** The learner's program as a child process, with the probe in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import type { Duplex, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Patience } from '../patience.ts';
import { fileOf } from '../probe/completion.ts';
import { type Command, type Commands, lines, type Message, type ProbeEvent, type ProbeSettings } from '../protocol.ts';
import { watchMemory } from './memory.ts';
import { Output } from './output.ts';
import { programArguments, programEnvironment } from './program.ts';
import { endTree, type Tree } from './tree.ts';

/** Megabytes of heap; a service that eats memory is ended by its own limit, not by the machine's. */
export const HEAP_LIMIT = 384;
/** Megabytes in all, with what is outside of the heap. */
export const MEMORY_LIMIT = 768;
/** Milliseconds in which a process whose pipe has closed is seen to have ended, if it has. */
const END_PATIENCE = 1000;
/** Milliseconds for what a process that has ended has said last. */
const LAST_WORDS = 300;
/** The file descriptor that the probe tells by; the next one is that which it is asked by. */
const FIRST_PIPE = 3;
const LARGEST_NUMBER = 2 ** 48 - 1;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const HOST = fileURLToPath(new URL('../probe/host.ts', import.meta.url));
const PROBE = new URL('../probe/preload.mjs', import.meta.url).href;

export interface ServiceSettings extends ProbeSettings {
  /** File to start, relative to the folder; null for a program that only stays, to call functions in. */
  entry: string | null;
  patience: Patience;
  /** What the program finds in its environment, besides. */
  environment?: NodeJS.ProcessEnv;
}

/** The program can't be asked any more. */
export class ServiceGone extends Error {
  /** `ended`: the process is gone. `silent`: it runs, and answers nobody. `cut-off`: it runs, and closed the pipe. */
  readonly how: 'ended' | 'silent' | 'cut-off';

  readonly service: Service;

  constructor(how: ServiceGone['how'], service: Service) {
    super(`the process is gone: ${how}`);
    this.how = how;
    this.service = service;
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
  /** Set where the machine could not start a process at all. */
  unstartable: Error | null = null;
  /** It was ended for the memory that it held. */
  overfed = false;
  /** The program closed the pipe to the checker, and runs on. */
  cutOff = false;
  /** Something else than the probe spoke on the pipe. */
  forged = false;
  /** Milliseconds from the start to the first word of the probe; null before. */
  firstWord: number | null = null;
  readonly #start = performance.now();
  readonly settings: ServiceSettings;
  readonly #mark = `LEAKLAB_SERVICE=${randomUUID()}`;
  readonly #child: ChildProcess;
  /**
   * What the probe tells comes by a pipe of its own: a question that nobody is left to read breaks the pipe that it goes by,
   * and with it all that was not read yet.
   */
  readonly #told: Readable;
  readonly #asked: Duplex;
  readonly #questions = new Map<number, (value: unknown) => void>();
  readonly #watchers = new Set<() => void>();
  readonly #unwatchMemory: () => void = () => {};

  constructor(settings: ServiceSettings) {
    this.settings = settings;
    const { entry, patience: _, environment, ...rest } = settings;
    const forProbe: ProbeSettings = rest;
    const file = entry === null ? HOST : fileOf(settings, entry);
    const [name = '', value] = this.#mark.split('=');
    this.#child = spawn(process.execPath, [`--max-old-space-size=${HEAP_LIMIT}`, ...programArguments(file, [PROBE])], {
      cwd: ROOT,
      env: {
        ...programEnvironment(),
        PORT: '0',
        HOST: '127.0.0.1',
        ...environment,
        LEAKLAB_PROBE: JSON.stringify(forProbe),
        [name]: value,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    [this.#told, this.#asked] = this.#child.stdio.slice(FIRST_PIPE) as [Readable, Duplex];
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (data: Buffer) => this.output.add(data));
    this.#told.setEncoding('utf8');
    this.#told.on(
      'data',
      lines((line) => this.#receive(line)),
    );
    // The probe tells nothing here.
    this.#asked.on('data', () => {
      this.forged = true;
    });
    for (const pipe of [this.#told, this.#asked]) {
      pipe.on('error', () => {});
      pipe.on('close', () => void this.#pipeClosed());
    }
    this.#child.on('error', (error) => {
      if (this.pid !== undefined) return;
      this.unstartable = error;
      this.#ended({ code: null, signal: null });
    });
    this.#child.on('exit', (code, signal) => this.#ended({ code, signal }));
    if (this.pid === undefined) return;
    this.#unwatchMemory = watchMemory(this.pid, MEMORY_LIMIT, () => {
      this.overfed = true;
      this.#child.kill('SIGKILL');
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** What has to be ended with it; null where nothing was started. */
  get tree(): Tree | null {
    if (this.pid === undefined) return null;
    const children = this.events.flatMap((event) => (event.event === 'child' ? [event.pid] : []));
    return { pid: this.pid, mark: this.#mark, children };
  }

  /** Asks the probe. Rejected with `ServiceGone` where no answer can come. */
  ask<C extends Command>(
    command: C,
    argument: Commands[C]['argument'],
    patience = this.settings.patience.answer,
  ): Promise<Commands[C]['answer']> {
    const gone = this.#gone();
    if (gone !== null) return Promise.reject(new ServiceGone(gone, this));
    const number = randomInt(LARGEST_NUMBER);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => end(() => reject(new ServiceGone('silent', this))), patience);
      const unwatch = this.#watch(() => {
        const how = this.#gone();
        if (how !== null) end(() => reject(new ServiceGone(how, this)));
      });
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        unwatch();
        this.#questions.delete(number);
        settle();
      };
      // The probe answers with what `Commands` says: both ends are type-checked against it.
      this.#questions.set(number, (value) => end(() => resolve(value as Commands[C]['answer'])));
      this.#asked.write(`${JSON.stringify({ number, command, argument })}\n`);
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
    this.#unwatchMemory();
    const { tree } = this;
    if (tree !== null) endTree(tree);
    await this.until(() => (this.exit === null ? undefined : true), this.settings.patience.answer);
    this.#told.destroy();
    this.#asked.destroy();
  }

  #gone(): ServiceGone['how'] | null {
    if (this.exit !== null) return 'ended';
    return this.cutOff ? 'cut-off' : null;
  }

  #watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The program could write to the pipe as well. It does not know the number of a question, so it can't answer one. */
  #receive(line: string): void {
    let message: Message;
    this.firstWord ??= performance.now() - this.#start;
    try {
      message = JSON.parse(line);
      if ('answer' in message) this.#questions.get(message.answer)?.(message.value);
      else this.events.push(message);
    } catch {
      this.forged = true;
    }
    this.#notify();
  }

  /** As it does when the process ends; else the program has closed it. */
  async #pipeClosed(): Promise<void> {
    const ended = await this.until(() => (this.exit === null ? undefined : true), END_PATIENCE);
    this.cutOff = ended === null;
    this.#notify();
  }

  /** What the probe said last may still be on its way through the pipe, however busy this process is: until its end is read. */
  #ended(exit: Exit): void {
    const end = (): void => {
      clearTimeout(late);
      this.exit ??= exit;
      this.#notify();
    };
    // Somebody else may hold the pipe open.
    const late = setTimeout(end, LAST_WORDS);
    if (this.#told.closed) end();
    else this.#told.once('close', end);
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}
