/**
 * Where the keywords stand that the rules act on, found in the text: a piece of syntax without any needs no walk.
 *
 * A word in a string or a comment only costs a walk.
 */
export class Keywords {
  readonly #async: number[];
  readonly #inFrame: number[];

  constructor(source: string) {
    this.#async = offsets(source, /\basync\b/g);
    this.#inFrame = offsets(source, /\b(?:async|await|yield|return|try)\b/g);
  }

  /** Whether a rule may act in the piece from `start` to `end`; `inFrame`: whether it stands in an async function. */
  any(start: number, end: number, inFrame: boolean): boolean {
    const sorted = inFrame ? this.#inFrame : this.#async;
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

function offsets(source: string, keyword: RegExp): number[] {
  return Array.from(source.matchAll(keyword), ({ index }) => index);
}
