/** Values that records name by number. Bounded: a program that labels each task anew must not grow for ever. */

const LIMIT = 10_000;

export class Interned<T> {
  readonly #values: T[];
  readonly #numbers = new Map<string, number>();
  readonly #overflow: T;

  /** `none` is number 0; `overflow` stands for all values beyond the limit. */
  constructor(none: T, overflow: T) {
    this.#values = [none, overflow];
    this.#overflow = overflow;
  }

  number(key: string, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#values.length >= LIMIT) return 1;
    this.#values.push(value);
    this.#numbers.set(key, this.#values.length - 1);
    return this.#values.length - 1;
  }

  value(number: number): T {
    return this.#values[number] ?? this.#overflow;
  }
}
