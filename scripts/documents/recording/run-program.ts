/** Runs a program to its end, for what it prints. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface ProgramOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
}

/** What it printed on its two streams, without line ends at the end. Throws where it can't be started; its exit status says nothing here. */
export async function runProgram(
  program: string,
  words: readonly string[],
  options: ProgramOptions,
): Promise<{ out: string; err: string }> {
  const child = spawn(program, words, {
    ...options,
    // Pages show what their readers speak, English mostly, whatever their author speaks.
    env: { ...process.env, NO_COLOR: '1', LEAKLAB_LANGUAGE: 'en', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const failed = new Promise<never>((_, reject) => {
    child.on('error', (error) => reject(new Error(`\`${program}\` can't be started: ${error.message}`)));
  });
  const [out, err] = await Promise.race([Promise.all([text(child.stdout), text(child.stderr)]), failed]);
  return { out: out.trimEnd(), err: err.trimEnd() };
}
