/** One lab command, started as npm does, and every process that belongs to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { listProcesses, type Process } from '../../checker/service/processes.ts';
import { endTree, related } from '../../checker/service/tree.ts';
import type { KillCourse } from './course.ts';
import type { Signal, Target } from './plan.ts';

const SCRIPTS = fileURLToPath(new URL('../../', import.meta.url));
/** Milliseconds between two looks. */
const PAUSE = 20;

export class Command {
  /** What its launcher ended with; undefined while it runs, null where a signal ended it. */
  status: number | null | undefined;
  output = '';
  readonly #child: ChildProcess;
  readonly #mark: string;
  readonly #root: string;
  /** Process ids that belonged to it at some time: where no environment can be read, they are all that is known. */
  readonly #known = new Set<number>();

  constructor({ root, mark }: KillCourse, words: readonly string[]) {
    this.#mark = mark;
    this.#root = root;
    const [name = '', value] = mark.split('=');
    this.#child = spawn(process.execPath, [join(SCRIPTS, 'launch.mjs'), 'scripts/lab.ts', ...words], {
      cwd: root,
      // A job of a shell is a group of its own.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LEAKLAB_ROOT: root, PORT: '0', [name]: value },
    });
    this.#known.add(this.#child.pid ?? 0);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (data: Buffer) => {
        this.output = (this.output + data.toString('utf8')).slice(-10_000);
      });
    this.#child.once('exit', (status) => {
      this.status = status;
    });
  }

  /** What runs of it now. */
  processes(): Process[] {
    const found = related(listProcesses(), this.#mark, this.#known);
    for (const { pid } of found) this.#known.add(pid);
    return found;
  }

  /** Waits until there is such a process; null where the command has ended before. */
  async find(target: Target): Promise<number | null> {
    for (;;) {
      const found = this.processes().find(({ command }) => this.#is(target, command));
      if (found !== undefined) return found.pid;
      if (this.status !== undefined) return null;
      await sleep(PAUSE);
    }
  }

  /** `pid`: what `find` gave. */
  kill(target: Target, pid: number, signal: Signal): void {
    try {
      process.kill(target === 'whole group' ? -(this.#child.pid ?? 0) : pid, signal);
    } catch {
      // It has ended meanwhile.
    }
  }

  /** Waits until nothing of it runs. False after so many milliseconds. */
  async ends(patience: number): Promise<boolean> {
    for (const start = performance.now(); performance.now() - start < patience; await sleep(PAUSE))
      if (this.status !== undefined && this.processes().length === 0) return true;
    return false;
  }

  endAll(): void {
    endTree({ pid: this.#child.pid ?? 0, mark: this.#mark, children: [...this.#known] });
  }

  #is(target: Target, command: string): boolean {
    switch (target) {
      case 'launcher':
      case 'whole group':
        return command.includes('launch.mjs');
      case 'command':
        return command.includes('scripts/lab.ts') && !command.includes('launch.mjs');
      case 'judge':
        return command.includes('judge-worker.ts');
      case 'service':
        return command.includes(join(this.#root, 'labs'));
    }
  }
}
