import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AttachError } from './errors.ts';
import { armed, DONE, READY } from './guardian-words.ts';
import type { ProcessFacts } from './process-facts.ts';

export interface Guardian {
  pid: number;
  /** From now on it closes what opens at another socket than these, once we are gone. */
  arm(sockets: Iterable<string>): void;
  /** It has nothing to do any more. */
  dismiss(): void;
}

/** Milliseconds. */
const PATIENCE = 20_000;

/** Resolved once it runs. It belongs to no terminal: what is typed there does not end it. Rejected with an `AttachError`. */
export async function startGuardian({ pid, start }: ProcessFacts): Promise<Guardian> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const program = new URL(`guardian.${extension}`, import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(program), String(pid), start], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.stdin.on('error', () => {});
  child.unref();
  try {
    const [said]: unknown[] = await once(child.stdout, 'data', { signal: AbortSignal.timeout(PATIENCE) });
    if (String(said) !== READY) throw new Error('another word');
    child.stdout.destroy();
  } catch {
    child.kill('SIGKILL');
    throw new AttachError(
      `The guardian, which closes the inspector of \`${pid}\` if this command is ended, did not start: no signal was sent. Try again.`,
    );
  }
  return {
    pid: child.pid ?? 0,
    arm: (sockets) => void child.stdin.write(armed(sockets)),
    dismiss: () => void child.stdin.end(DONE),
  };
}
