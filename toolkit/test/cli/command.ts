/** The command as a user starts it, from its source. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ended {
  status: number;
  stdout: string;
  stderr: string;
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** `as`: who asks, where that is another user; or in another folder. */
export function taskscope(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  as: { uid?: number; cwd?: string } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning', MAIN, ...words],
      { cwd: ROOT, env: { ...process.env, ...env }, maxBuffer: 2 ** 28, ...as },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
