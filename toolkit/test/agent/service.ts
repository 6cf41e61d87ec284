/** A program with an agent, as a child process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Listening, ListenOptions } from '../../src/agent/agent.ts';

export interface Service extends Listening {
  child: ChildProcess;
  /** What it has written to its standard error so far. */
  complaints(): string;
  /** Ends it by a signal, and waits. Gives its exit status, or the signal by which it ended. */
  end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** `program`: a file in `programs`; `env`: what differs from this process's environment; `as`: who runs it; `node`: on which Node. */
export async function startService(
  options: ListenOptions,
  {
    program = 'service.mjs',
    env = {},
    as = {},
    node = process.execPath,
  }: { program?: string; env?: NodeJS.ProcessEnv; as?: { uid?: number; gid?: number }; node?: string } = {},
): Promise<Service> {
  const path = fileURLToPath(new URL(`./programs/${program}`, import.meta.url));
  const child = spawn(
    node,
    [
      '--conditions=taskscope-source',
      '--disable-warning=ExperimentalWarning',
      '--import=taskscope/register',
      path,
      JSON.stringify(options),
    ],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env }, ...as },
  );
  const exited = once(child, 'exit');
  let printed = '';
  let complained = '';
  child.stderr.on('data', (data: Buffer) => {
    complained += data.toString('utf8');
  });
  while (!printed.includes('\n')) {
    const [data] = await Promise.race([once(child.stdout, 'data'), exited.then(() => [null])]);
    if (data === null) throw new Error(`The service ended before it listened: ${complained}`);
    printed += String(data);
  }
  return {
    ...JSON.parse(printed),
    child,
    complaints: () => complained,
    async end(signal = 'SIGTERM') {
      child.kill(signal);
      const [status, by] = await exited;
      return status ?? by;
    },
  };
}
