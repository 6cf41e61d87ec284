type Form = () => unknown;

/** What a program here exports: the same loss twice, with the marks that `toolkit/test/mark.ts` describes. */
export interface Limit {
  /** Something still holds the lost task. */
  held: Form | readonly Form[];
  /** Nothing does. */
  proven: Form | readonly Form[];
}

/** What is live for as long as the program is. */
export const program = { kept: new Set<unknown>(), signal: new AbortController().signal };

/** A part of the program that goes on. */
export function life(): Promise<unknown> {
  return new Promise((end) => program.kept.add(end));
}
