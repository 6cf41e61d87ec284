import { spawn } from 'node:child_process';

export interface Outcome {
  status: number | null;
  output: string;
  errors: string;
}

/** Runs a program to its end. What the tests' own process was told by the environment is not handed on. */
export function run(
  node: string,
  words: readonly string[],
  { folder, environment = {} }: { folder: string; environment?: Record<string, string> },
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, words, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', ...environment } });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data;
    });
    child.stderr.on('data', (data: Buffer) => {
      errors += data;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output, errors }));
  });
}
