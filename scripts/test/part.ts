/** A part of `npm test`: what it is called, how many of its checks passed, failed or were not run, and which failed. */
import { spawn } from 'node:child_process';

export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
  /**
   * For the end of the output, so that who has only the end of a log has what counts: each thing that failed (`✗`), or passed
   * only when it was tried again (`△`), by its name and why.
   */
  notes: readonly string[];
}

export interface Part {
  title: string;
  run(root: string): Promise<Totals>;
}

export function failed(what: string): string {
  return `✗ ${what}`;
}

/** A part that is one check, with what it found wrong. */
export function verdictOf(passed: boolean, problems: readonly string[] = []): Totals {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0, notes: problems.map(failed) };
}

export function sum(totals: readonly Totals[]): Totals {
  const add = (key: 'passed' | 'failed' | 'skipped'): number => totals.reduce((total, each) => total + each[key], 0);
  return {
    passed: add('passed'),
    failed: add('failed'),
    skipped: add('skipped'),
    notes: totals.flatMap(({ notes }) => notes),
  };
}

/** Runs Node in the root with these words, in this terminal. Gives its exit status and, where captured, what it printed. */
export function runNode(
  root: string,
  words: readonly string[],
  capture = false,
): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, {
      cwd: root,
      stdio: ['ignore', capture ? 'pipe' : 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (data: Buffer) => {
      output += data.toString('utf8');
    });
    child.on('error', () => resolve({ status: 127, output }));
    child.on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}
