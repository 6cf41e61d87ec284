/**
 * The wire form of protocol buffers, read where it lies: a profile of ten thousand groups has a hundred thousand fields, and the
 * objects of a decoder are what reading a fleet would spend its time and memory on.
 */

/** Bytes that are no protocol buffer. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

const NUMBER = 0;
const EIGHT_BYTES = 1;
const WITH_LENGTH = 2;
const FOUR_BYTES = 5;
/** Of a number of 64 bits. */
const NUMBER_BYTES = 10;

/** Goes through the fields of one message. What it says is of the field that `next` has reached. */
export class Fields {
  readonly #bytes: Uint8Array;
  #last: number;
  #at: number;
  field = 0;
  /** Where it is a number; as near as a double comes to it from 2^53 on. */
  value = 0;
  /** Where it has a length: text, a message, or numbers in a row. From `start` up to `end`; both 0 where it has none. */
  start = 0;
  end = 0;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#last = end;
  }

  /** False after the last field. Throws a `MalformedError`. */
  next(): boolean {
    if (this.#at === this.#last) return false;
    const tag = this.#number();
    this.field = Math.floor(tag / 8);
    this.start = 0;
    this.end = 0;
    const type = tag % 8;
    if (type === NUMBER) this.value = this.#number();
    else if (type === WITH_LENGTH) {
      const length = this.#number();
      this.start = this.#at;
      this.#skip(length);
      this.end = this.#at;
    } else if (type === EIGHT_BYTES) this.#skip(8);
    else if (type === FOUR_BYTES) this.#skip(4);
    else throw new MalformedError(`There is no field of type ${type}.`);
    return true;
  }

  /** Adds the numbers of a repeated field, which stand in a row or each by itself. Throws a `MalformedError`. */
  numbersTo(list: number[]): void {
    if (this.end === 0) {
      list.push(this.value);
      return;
    }
    const [at, last] = [this.#at, this.#last];
    this.#at = this.start;
    this.#last = this.end;
    while (this.#at < this.#last) list.push(this.#number());
    this.#at = at;
    this.#last = last;
  }

  /** The message in this field. It is read by `reader`, which was made for the same bytes, and is used again and again. */
  message(reader = new Fields(this.#bytes)): Fields {
    reader.#at = this.start;
    reader.#last = this.end;
    return reader;
  }

  #number(): number {
    let value = 0;
    let factor = 1;
    for (let count = 0; count < NUMBER_BYTES && this.#at < this.#last; count++) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
    throw new MalformedError('A number does not end.');
  }

  #skip(length: number): void {
    if (length > this.#last - this.#at) throw new MalformedError('A field is longer than what it is in.');
    this.#at += length;
  }
}
