/** A program that takes a step for each line that it is given, and answers each with a line of JSON. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Steps {
  take(step: string): Promise<unknown>;
  /** What it has written to standard error. */
  complaints(): string;
  end(): Promise<void>;
}

export function startSteps(
  node: string,
  words: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv = {},
): Steps {
  const child = spawn(node, words, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', ...environment } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors += data;
  });
  return {
    async take(step) {
      child.stdin.write(`${step}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`The program has ended at \`${step}\`: ${errors}`);
      return JSON.parse(value);
    },
    complaints: () => errors,
    async end() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The series of a text of Prometheus: name and labels to value. */
export function seriesOf(text: unknown): { [series: string]: number } {
  const rows = String(text)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    rows.map((line) => {
      const [, series = line, value] = /^(.+) (\S+)$/.exec(line) ?? [];
      return [series, Number(value)];
    }),
  );
}
