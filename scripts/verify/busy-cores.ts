/** Keeping every core of this machine busy, as other programs do on a laptop. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./busy-core.mjs', import.meta.url));

export interface Busy {
  /** The programs that do nothing else. */
  readonly pids: readonly number[];
  /** Ends them. They also end by themselves when this process does, however that happens. */
  end(): Promise<void>;
}

/** Resolves once all cores are busy. */
export async function keepCoresBusy(cores = availableParallelism()): Promise<Busy> {
  const children = Array.from({ length: cores }, () =>
    fork(PROGRAM, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  const busy = { pids: children.flatMap(({ pid }) => pid ?? []), end: () => endAll(children) };
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
  } catch (error) {
    await busy.end();
    throw error;
  }
  return busy;
}

async function endAll(children: readonly ChildProcess[]): Promise<void> {
  const running = children.filter((child) => child.pid !== undefined && child.exitCode === null && !child.signalCode);
  await Promise.all(
    running.map((child) => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      return exited;
    }),
  );
}
