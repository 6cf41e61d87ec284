/** Measures of what asks a program that runs meanwhile: the agent, and the command `taskscope`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const COMMAND = join(ROOT, 'toolkit', 'bin', 'taskscope.mjs');

export interface Beside {
  /** The first line that it printed. */
  line: string;
  /** Seconds from the start of a command to its end, all that it prints read. Throws where it fails. */
  seconds(command: string, words: readonly string[]): Promise<number>;
}

/** Runs a file of `programs` until `use` is done. Its agents have a folder of their own, and so has the command that asks them. */
export async function beside<T>(
  file: string,
  words: readonly string[],
  use: (program: Beside) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'leaklab-'));
  const env = { ...userEnvironment(), TASKSCOPE_AGENT_DIR: folder, GOPS_CONFIG_DIR: folder };
  const program = spawn(
    process.execPath,
    [
      '--conditions=taskscope-source',
      '--disable-warning=ExperimentalWarning',
      '--import=taskscope/register',
      fileURLToPath(new URL(`./programs/${file}`, import.meta.url)),
      ...words,
    ],
    { cwd: ROOT, env, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(program, 'exit');
  try {
    const [line]: unknown[] = await Promise.race([once(program.stdout, 'data'), ended.then(() => [null])]);
    if (line === null) throw new Error(`\`${file}\` ended before it was ready: run it by itself to see why.`);
    return await use({ line: String(line), seconds: (command, asked) => seconds(command, asked, env) });
  } finally {
    program.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A user types these commands in a shell of their own: what `npm run` and the launcher have put before is taken back. */
function userEnvironment(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE: _, PATH = '', ...environment } = process.env;
  const path = PATH.split(delimiter).filter((folder) => !folder.startsWith(ROOT));
  return { ...environment, PATH: path.join(delimiter) };
}

async function seconds(command: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  const child = spawn(command, words, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  child.stdout.resume();
  const [status]: unknown[] = await once(child, 'close');
  if (status !== 0) throw new Error(`\`${command} ${words.join(' ')}\` ended with status ${status}.`);
  return (performance.now() - start) / 1000;
}
