import type { Insertion } from './insertion.ts';

/** How far the columns of a line move behind what is inserted in it. Asked from the start of the text to its end. */
export class Shift {
  readonly #insertions: readonly Insertion[];
  #next = 0;
  #length = 0;

  constructor(insertions: readonly Insertion[]) {
    this.#insertions = insertions;
  }

  /** Length of what is inserted in the line before the offset `end`. */
  upTo(end: number): number {
    for (let insertion = this.#insertions[this.#next]; insertion !== undefined; ) {
      if (insertion.position >= end) break;
      this.#length += insertion.text.length;
      insertion = this.#insertions[++this.#next];
    }
    return this.#length;
  }

  /** The next line starts at the offset `start`. */
  nextLine(start: number): void {
    this.upTo(start);
    this.#length = 0;
  }
}
