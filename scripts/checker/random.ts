/** Chance that can be had again: the same seed gives the same numbers. (mulberry32, by Tommy Ettinger.) */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Gives the numbers that this one gives from here on. */
  copy(): Random {
    return new Random(this.#state);
  }

  /** From 0 up to, not including, 1. */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.number() * (high - low + 1));
  }

  /** A short text that nobody guesses. */
  text(): string {
    return Math.floor(this.number() * 36 ** 6)
      .toString(36)
      .padStart(6, '0');
  }

  shuffle<T>(values: readonly T[]): T[] {
    return values
      .map((value) => ({ value, rank: this.number() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ value }) => value);
  }
}
