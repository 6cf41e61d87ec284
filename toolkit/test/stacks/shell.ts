/** Commands as a reader types them: by a shell, in the folder of a program, with the packages of its install in the `PATH`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

export interface Shell {
  folder: string;
  /** The Node that `node` means. */
  node?: string;
  environment?: Record<string, string>;
}

export interface Ended {
  status: number | null;
  /** What it printed, to standard output and error, in one. */
  output: string;
}

/** Starts the command in a process group of its own. */
export function start(command: string, { folder, node = process.execPath, environment = {} }: Shell): Running {
  const inherited = Object.entries(process.env).filter(([key]) => !INHERITED_BY_MISTAKE.test(key));
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(inherited),
      PATH: [dirname(node), ...[folder, dirname(folder)].map(commandsOf), process.env['PATH']].join(delimiter),
      NO_COLOR: '1',
      ...environment,
    },
  });
  return new Running(child);
}

/** Runs the command to its end. */
export function run(command: string, shell: Shell): Promise<Ended> {
  return start(command, shell).ended;
}

function commandsOf(folder: string): string {
  return join(folder, 'node_modules', '.bin');
}

/** What a test runner, or npm, tells its own children by the environment. */
const INHERITED_BY_MISTAKE =
  /^(npm_|VITEST|TEST$|NODE_OPTIONS$|NODE_ENV$|NODE_V8_COVERAGE$|CI$|FORCE_COLOR$|TINYPOOL)/i;

export class Running {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #output = '';
  #status: number | null | undefined;

  constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (status) => {
        this.#status = status;
        resolve({ status, output: this.#output });
      });
    });
  }

  /** What it has printed so far. */
  get output(): string {
    return this.#output;
  }

  get hasEnded(): boolean {
    return this.#status !== undefined;
  }

  /** Ends it, with all that it has started. */
  async end(): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined || this.hasEnded) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // The group has ended by itself.
    }
    await this.ended;
  }
}
