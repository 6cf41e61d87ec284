/** What the words of the classroom command are given. */
export interface ClassroomContext {
  root: string;
  environment: NodeJS.ProcessEnv;
  print(text: string): void;
  printError(text: string): void;
  /** Aborted by Ctrl-C, and when the system asks to end. */
  interrupted: AbortSignal;
}

/** Gives its exit status. */
export type Word = (context: ClassroomContext, rest: readonly string[]) => Promise<number>;

/** What the person can mend; the message says how. */
export class UsageError extends Error {}

export function noMore(word: string, rest: readonly string[]): void {
  if (rest[0] !== undefined) throw new UsageError(`\`${word}\` does not know \`${rest[0]}\`.`);
}
