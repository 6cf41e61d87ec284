/** The texts of a snapshot: kept as the bytes that they came as, and made a string only where one is asked for. */

const QUOTE = 34;
const BACKSLASH = 92;

export class Strings {
  #bytes = Buffer.allocUnsafe(2 ** 16);
  #length = 0;
  /** Where each text begins, its quote left out; the last entry is where the last one ends. */
  #starts = new Uint32Array(2 ** 12);
  #count = 0;
  #inside = false;
  #escaped = false;
  readonly #known = new Map<number, string>();

  get count(): number {
    return this.#count;
  }

  /** Takes bytes from `from` on, up to the bracket that closes the list. Returns the offset behind it; -1 where it goes on. */
  take(chunk: Uint8Array, from: number): number {
    this.#grow(chunk.length - from);
    for (let index = from; index < chunk.length; index++) {
      const byte = chunk[index] ?? 0;
      if (!this.#inside) {
        if (byte === QUOTE) this.#begin();
        else if (byte === 93) return index + 1;
      } else if (this.#escaped) {
        this.#escaped = false;
        this.#bytes[this.#length++] = byte;
      } else if (byte === QUOTE) this.#inside = false;
      else {
        if (byte === BACKSLASH) this.#escaped = true;
        this.#bytes[this.#length++] = byte;
      }
    }
    return -1;
  }

  at(index: number): string {
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const start = this.#starts[index] ?? 0;
    const text = this.#bytes.toString('utf8', start, this.#end(index));
    const parsed = text.includes('\\') ? unescaped(text) : text;
    this.#known.set(index, parsed);
    return parsed;
  }

  /** The numbers of the texts, in their order; -1 where there is none. */
  find(texts: readonly string[]): number[] {
    return texts.map((text) => this.#find(Buffer.from(JSON.stringify(text).slice(1, -1))));
  }

  #find(wanted: Buffer): number {
    const { length } = wanted;
    let start = this.#starts[0] ?? 0;
    for (let index = 0; index < this.#count; index++) {
      const end = this.#end(index);
      const alike = end - start === length && this.#bytes[start] === wanted[0];
      if (alike && this.#bytes.compare(wanted, 0, length, start, end) === 0) return index;
      start = end;
    }
    return -1;
  }

  #begin(): void {
    if (this.#count + 1 === this.#starts.length) {
      const grown = new Uint32Array(this.#starts.length * 2);
      grown.set(this.#starts);
      this.#starts = grown;
    }
    this.#starts[this.#count++] = this.#length;
    this.#inside = true;
  }

  #end(index: number): number {
    return index + 1 < this.#count ? (this.#starts[index + 1] ?? 0) : this.#length;
  }

  #grow(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 1.5, this.#length + more));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

/** What a program writes into a text may be half a character: what JSON can't read is shown as it stands. */
function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
