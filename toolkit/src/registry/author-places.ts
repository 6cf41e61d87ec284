/**
 * Places of calls, as their authors wrote them: a stack tells of the text as it runs, compiled, bundled, and with what was
 * inserted. Whoever transforms what is loaded knows more, and answers.
 */

/** Where a call stands in a text as it runs. */
export interface RunningPlace {
  /** Path or URL of the script. */
  script: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

export interface AuthorPlace {
  /** Absolute path, or the URL of what is no file. */
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

type Answer = (place: RunningPlace) => AuthorPlace | null;

let answer: Answer | null = null;

/** From now on, `by` is asked. It gives null for a text that it does not know. */
export function answerAuthorPlaces(by: Answer): void {
  answer = by;
}

/** Null where nobody knows. */
export function authorPlace(place: RunningPlace): AuthorPlace | null {
  return answer?.(place) ?? null;
}
