import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { handleOf } from './connection.ts';
import { AttachError } from './errors.ts';
import { ANOTHER, armed, DONE, HOLD, leaving, READY } from './guardian-words.ts';
import type { ProcessFacts } from './process-facts.ts';

export interface Guardian {
  pid: number;
  /** From now on it closes what opens at another socket than these, once we are gone. */
  arm(sockets: Iterable<string>): void;
  /** The inspector at this socket closes by itself once we are gone: who connects to it then might be there when it does. */
  closesByItself(socket: string): void;
  /** It has this connection as well from now on, and lets it go once we are gone. False where that can't be. */
  hold(connection: Socket | null): Promise<boolean>;
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
    stdio: ['pipe', 'pipe', 'ignore', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.on('error', () => {});
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw notStarted(pid);
  stdin.on('error', () => {});
  child.unref();
  child.channel?.unref();
  const said = await once(stdout, 'data', { signal: AbortSignal.timeout(PATIENCE) }).then(String, () => '');
  stdout.destroy();
  if (said !== READY) {
    child.kill('SIGKILL');
    throw said === ANOTHER ? beingAttached(pid) : notStarted(pid);
  }
  return {
    pid: child.pid ?? 0,
    arm: (sockets) => void stdin.write(armed(sockets)),
    closesByItself: (socket) => void stdin.write(leaving(socket)),
    hold: (connection) => hand(child, connection),
    async dismiss() {
      child.ref();
      const ended = once(child, 'exit');
      stdin.end(DONE);
      await Promise.race([ended, wait(LEAVING, undefined, { ref: false })]);
      child.unref();
    },
    leave() {
      stdin.end();
      if (child.connected) child.disconnect();
    },
  };
}

/** Node sends a bare handle, too, and does not read from it there; its types don't tell. */
function hand(child: ChildProcess, connection: Socket | null): Promise<boolean> {
  if (connection === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    Reflect.apply(child.send, child, [HOLD, handleOf(connection), (error: Error | null) => resolve(error === null)]);
  });
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
