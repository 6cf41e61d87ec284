import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** What Node has to load first, from this very package: by address, since the program may have another copy or none. */
function preloads(): string[] {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return ['register', 'agent/start'].map(
    (name) => `--import=${new URL(`../../${name}.${extension}`, import.meta.url)}`,
  );
}

/**
 * Starts `node` with the words, register and agent on, in this terminal. Resolves to the exit status of the program.
 * `exitReport`: it says at its end which tasks still wait.
 */
export function run(words: readonly string[], { exitReport }: { exitReport: boolean }): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...preloads(), ...words], {
    stdio: 'inherit',
    env: exitReport ? { ...process.env, TASKSCOPE_EXIT_REPORT: '1' } : process.env,
  });
  // A terminal sends Ctrl-C to both: the program decides what it means.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status, signal) => resolve(status ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
