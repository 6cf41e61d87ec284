/** Asking before something is done to a process. */
import { createInterface } from 'node:readline/promises';
import { TargetError } from './target.ts';

/** Throws a `TargetError` where the answer is another than yes, or where there is nobody to ask. */
export async function confirm(text: string): Promise<void> {
  if (!process.stdin.isTTY) throw new TargetError(`${text}\nThere is no terminal to ask at: add \`--yes\`.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${text}\nGo on? [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new TargetError('Nothing was done.');
  } finally {
    terminal.close();
  }
}
