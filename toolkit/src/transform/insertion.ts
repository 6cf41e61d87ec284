/** The edits of a transform. Nothing of the author's text is removed and no line is added, so that lines stay exact. */

/** Stands in `text` for the number that the site gets in this process. */
export const SITE = '\0';

export interface Insertion {
  /** Offset in the author's text. */
  position: number;
  text: string;
  /** Local number of the site that `text` names, absent where it names none. */
  site?: number;
}

export class Insertions {
  readonly #closers: Insertion[] = [];
  readonly #openers: Insertion[] = [];

  /** Before what begins at `position`; of several, the first one given is the outermost. */
  open(position: number, text: string, site?: number): void {
    this.#openers.push(insertion(position, text, site));
  }

  /** After what ends at `position`; of several, the first one given is the innermost. */
  close(position: number, text: string, site?: number): void {
    this.#closers.push(insertion(position, text, site));
  }

  /** In the order of the text; where one thing ends and another begins, the end comes first. */
  sorted(): Insertion[] {
    return [...this.#closers, ...this.#openers].sort((a, b) => a.position - b.position);
  }
}

function insertion(position: number, text: string, site: number | undefined): Insertion {
  return site === undefined ? { position, text } : { position, text, site };
}
