import type { Surroundings } from '../problems.ts';

/** What the commands of `npm run docs` are given: nothing in them reaches for the terminal by itself. */
export interface DocsContext extends Surroundings {
  /** Prints a text, and a line end. */
  print(text: string): void;
}

/** A word on the command line that can't be understood; the message says what can be. */
export class UsageError extends Error {}

/** A word of `npm run docs`. Gives the exit status. */
export type Word = (context: DocsContext, rest: readonly string[]) => Promise<number>;

/** Throws a `UsageError` where a word is followed by more. */
export function noMore(word: string, [extra]: readonly string[]): void {
  if (extra !== undefined) throw new UsageError(`\`${word}\` does not know \`${extra}\`: nothing follows it.`);
}
