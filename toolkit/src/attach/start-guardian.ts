import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AttachError } from './errors.ts';
import { ANOTHER, armed, DONE, leaving, READY } from './guardian-words.ts';
import type { ProcessFacts } from './process-facts.ts';

export interface Guardian {
  pid: number;
  /** From now on it closes what opens at another socket than these, once we are gone. */
  arm(sockets: Iterable<string>): void;
  /** The inspector at this socket closes by itself once we are gone: who connects to it then might be there when it does. */
  closesByItself(socket: string): void;
  /** It has nothing to do any more. Resolved once it has ended, and another one may begin. */
  dismiss(): Promise<void>;
  /** From now on it alone closes what is open, or opens late. */
  leave(): void;
}

/** Milliseconds. */
const PATIENCE = 20_000;
const LEAVING = 2000;

/** Resolved once it runs. It belongs to no terminal: what is typed there does not end it. Rejected with an `AttachError`. */
export async function startGuardian({ pid, start }: ProcessFacts): Promise<Guardian> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const program = new URL(`guardian.${extension}`, import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(program), String(pid), start], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  const said = await once(child.stdout, 'data', { signal: AbortSignal.timeout(PATIENCE) }).then(String, () => '');
  child.stdout.destroy();
  if (said !== READY) {
    child.kill('SIGKILL');
    throw said === ANOTHER ? beingAttached(pid) : notStarted(pid);
  }
  return {
    pid: child.pid ?? 0,
    arm: (sockets) => void child.stdin.write(armed(sockets)),
    closesByItself: (socket) => void child.stdin.write(leaving(socket)),
    async dismiss() {
      child.ref();
      const ended = once(child, 'exit');
      child.stdin.end(DONE);
      await Promise.race([ended, wait(LEAVING, undefined, { ref: false })]);
      child.unref();
    },
    leave: () => void child.stdin.end(),
  };
}

export function beingAttached(pid: number): AttachError {
  return new AttachError(
    `Process \`${pid}\` is being attached to by another \`taskscope attach\`, or the guardian of an earlier one waits for it to close its inspector, or to open it late, for ten minutes at most: try again when that is over.`,
  );
}

function notStarted(pid: number): AttachError {
  return new AttachError(
    `The guardian, which closes the inspector of \`${pid}\` if this command is ended, did not start: no signal was sent. Try again.`,
  );
}
