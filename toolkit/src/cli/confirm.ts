/** Asking before something is done to a process. */
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { TargetError } from './target.ts';

/** Throws a `TargetError` where the answer is another than yes, or where there is nobody to ask. */
export async function confirm(text: string): Promise<void> {
  if (!process.stdin.isTTY) throw new TargetError(`${text}\nThere is no terminal to ask at: add \`--yes\`.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // A terminal that is closed gives no answer.
    const answer = await Promise.race([terminal.question(`${text}\nGo on? [y/N] `), once(terminal, 'close')]);
    if (!/^y(es)?$/i.test(String(answer).trim())) throw new TargetError('Nothing was done.');
  } finally {
    terminal.close();
  }
}
