/** A list of numbers, read as it comes: whole rows are handed on, some thousand at a time. */

const ZERO = 48;
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
    while (index < chunk.length && !closed) {
      // Of a digit that is its value, of all else 10 or more.
      let digit = (chunk[index++] ?? 0) ^ ZERO;
      if (digit < 10) {
        digits = true;
        do {
          // In 32 bits, as the columns are: as a number with a point, it would take twice the time.
          number = (Math.imul(number, 10) + digit) | 0;
          if (index === chunk.length) break;
          digit = (chunk[index++] ?? 0) ^ ZERO;
        } while (digit < 10);
        if (digit < 10) break;
      }
      const byte = digit ^ ZERO;
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
