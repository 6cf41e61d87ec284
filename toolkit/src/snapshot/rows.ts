/** A list of numbers, read as it comes: whole rows are handed on, some thousand at a time. */

const COMMA = 44;
const BRACKET = 93;
const ROWS = 4096;

export class Rows {
  readonly #block: Uint32Array;
  readonly #width: number;
  readonly #onRows: (block: Uint32Array, rows: number) => void;
  #filled = 0;
  #number = 0;
  #digits = false;

  /** `width`: numbers of a row. What `onRows` gets is used again for the next rows. */
  constructor(width: number, onRows: (block: Uint32Array, rows: number) => void) {
    this.#width = width;
    this.#block = new Uint32Array(width * ROWS);
    this.#onRows = onRows;
  }

  /** Takes bytes from `from` on, up to the bracket that closes the list. Returns the offset behind it; -1 where it goes on. */
  take(chunk: Uint8Array, from: number): number {
    const block = this.#block;
    let number = this.#number;
    let digits = this.#digits;
    let filled = this.#filled;
    let index = from;
    let closed = false;
    for (; index < chunk.length && !closed; index++) {
      const byte = chunk[index] ?? 0;
      if (byte >= 48 && byte <= 57) {
        // In 32 bits, as the columns are: as a number with a point, it would take twice the time.
        number = (Math.imul(number, 10) + byte - 48) | 0;
        digits = true;
        continue;
      }
      closed = byte === BRACKET;
      if (!digits || (byte !== COMMA && byte > 32 && !closed)) continue;
      block[filled++] = number;
      number = 0;
      digits = false;
      if (filled < block.length) continue;
      this.#onRows(block, ROWS);
      filled = 0;
    }
    this.#number = number;
    this.#digits = digits;
    this.#filled = filled;
    if (!closed) return -1;
    this.#onRows(block, Math.floor(filled / this.#width));
    return index;
  }
}
