/** A value of JSON, whatever it is, to its end: kept as text, or passed over. */

const QUOTE = 34;
const BACKSLASH = 92;
/** Bytes; a head has some thousand. */
const KEPT_LIMIT = 2 ** 20;

export class Passage {
  readonly #keep: boolean;
  readonly #pieces: Buffer[] = [];
  #length = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;

  constructor(keep: boolean) {
    this.#keep = keep;
  }

  get text(): string {
    return Buffer.concat(this.#pieces).toString('utf8');
  }

  /** Takes bytes from `from` on. Returns the offset of what follows the value; -1 where it goes on. */
  take(chunk: Uint8Array, from: number): number {
    let index = from;
    while (index < chunk.length && !this.#ends(chunk[index] ?? 0)) index++;
    if (this.#keep && this.#length < KEPT_LIMIT) this.#pieces.push(Buffer.from(chunk.subarray(from, index)));
    this.#length += index - from;
    return index < chunk.length ? index : -1;
  }

  /** Whether the value has ended before this byte: a comma or a bracket that is not its own. */
  #ends(byte: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inText = false;
      return false;
    }
    if (byte === QUOTE) this.#inText = true;
    else if (byte === 91 || byte === 123) this.#depth++;
    else if (byte === 93 || byte === 125) return --this.#depth < 0;
    return byte === 44 && this.#depth === 0;
  }
}
