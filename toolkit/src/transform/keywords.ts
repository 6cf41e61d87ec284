/**
 * Where functions stand, found in the text: a piece of syntax without any needs no walk.
 *
 * What looks like one in a string or a comment only costs a walk.
 */
export class Keywords {
  readonly #functions: number[];

  constructor(source: string) {
    // The last one: between the parameters of a method and its body.
    this.#functions = Array.from(source.matchAll(/\basync\b|\bfunction\b|=>|\)\s*[{:]/g), ({ index }) => index);
  }

  /** Whether there may be a function in the piece from `start` to `end`. */
  any(start: number, end: number): boolean {
    const sorted = this.#functions;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    return (sorted[low] ?? end) < end;
  }
}
