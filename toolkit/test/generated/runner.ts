/** A child process that runs generated programs, tracked or bare. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Told } from './compare.ts';
import { ROUNDS } from './oracle.ts';
import type { Printed } from './print.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

export interface Look {
  byProgram: { [name: string]: Told[] };
  /** Tasks that belong to no program of the batch. */
  strange: Told[];
  count: number;
  /** Of all tasks that are told, those of earlier batches too. */
  sum: number;
}

export interface Outcome {
  /** For each stage what was told before and after a collection; none for bare programs. */
  stages: [before: Look, after: Look][];
  traces: { [name: string]: string[] };
  /** That live, and are no leak, at the end. */
  frames: number;
}

export interface How {
  node: string;
  tracked: boolean;
  /** Name of a fault that is put into the toolkit, see `breaks.ts`. */
  fault?: string | undefined;
}

export class Runner {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;
  readonly #ended: Promise<never>;

  constructor({ node, tracked, fault }: How) {
    // In the repository, where `taskscope` leads to its sources.
    mkdirSync(join(ROOT, '.leaklab'), { recursive: true });
    this.#folder = mkdtempSync(join(ROOT, '.leaklab', 'generated-'));
    cpSync(join(import.meta.dirname, 'programs'), this.#folder, { recursive: true });
    const imports = [
      ...(fault === undefined ? [] : [`--import=${join(import.meta.dirname, 'break-loader.ts')}`]),
      ...(tracked ? ['--import=taskscope/register'] : []),
    ];
    this.#child = fork(join(this.#folder, 'harness.mjs'), [tracked ? 'tracked' : 'bare'], {
      cwd: this.#folder,
      execPath: node,
      execArgv: [
        '--conditions=taskscope-source',
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=PromiseRejectionHandledWarning',
        ...imports,
      ],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        TASKSCOPE_CACHE: '0',
        TASKSCOPE_EXCLUDE: '**/harness.mjs',
        ...(fault === undefined ? {} : { GENERATED_FAULT: fault }),
      },
    });
    this.#ready = once(this.#child, 'message');
    this.#ended = once(this.#child, 'exit').then(([code, signal]) => {
      throw new Error(`The child that runs the programs ended (${signal ?? code}).`);
    });
    this.#ended.catch(() => {});
  }

  async run(programs: ReadonlyMap<string, Printed>): Promise<Outcome> {
    await Promise.race([this.#ready, this.#ended]);
    for (const [name, { text }] of programs) writeFileSync(join(this.#folder, name), text);
    const rounds = Array.from({ length: ROUNDS }, (_, index) =>
      Object.fromEntries(Array.from(programs, ([name, { holds }]) => [name, inRound(holds, index + 1)])),
    );
    this.#child.send({ names: [...programs.keys()], rounds });
    const answer = new Promise<unknown>((resolve) => this.#child.once('message', resolve));
    const outcome = await Promise.race([answer, this.#ended]);
    if (!isOutcome(outcome)) throw new Error(`The child that runs the programs failed: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await exit;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function inRound(holds: Printed['holds'], round: number): number[] {
  return holds.flatMap((source, index) => (source.round === round ? [index] : []));
}

function isOutcome(message: unknown): message is Outcome {
  return typeof message === 'object' && message !== null && 'traces' in message;
}
