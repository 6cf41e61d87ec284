/**
 * A `.heapsnapshot` as V8 writes it, read in one pass as it comes: numbers go into columns, names stay bytes, and what nobody asks
 * for is passed over. No part of the text is kept.
 */
import { broken, Columns } from './columns.ts';
import { SnapshotError } from './errors.ts';
import { type Head, parseHead } from './head.ts';
import { Passage } from './passage.ts';
import type { Rows } from './rows.ts';
import { Snapshot } from './snapshot.ts';
import { Strings } from './strings.ts';

const NO_SNAPSHOT =
  'it is no heap snapshot. `node --heapsnapshot-signal=SIGUSR2 app.js` writes one at each `kill -USR2 PID`, and `v8.writeHeapSnapshot()` at once.';
const EMPTY =
  'it is empty: V8 writes it once it has walked the whole heap. Wait until the process has written it, or see whether its disk is full.';
const CUT_OFF = 'it is cut off: its end is missing. Wait until the process has written it whole, or copy it anew.';

/** Throws `SnapshotError`, whose message says what is wrong with the bytes, to be put behind the name of the file. */
export async function readSnapshot(bytes: AsyncIterable<Uint8Array>): Promise<Snapshot> {
  const reader = new Reader();
  for await (const chunk of bytes) reader.take(chunk);
  return reader.end();
}

/** What a damaged head announces may be more than there is room for. */
function columnsFor(head: Head): Columns {
  try {
    return new Columns(head);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SnapshotError(
      `it says that it has ${head.nodes} objects and ${head.edges} references, for which there is no memory here.`,
    );
  }
}

/** What stands between two values of the outermost object. */
const SPACE = /^[\s,{]*$/;
/** What the first bytes may be. */
const BEGINNING = /^\s*(\{\s*("\w*("\s*(:\s*)?)?)?)?$/;
const BETWEEN_LIMIT = 200;

/** What compressed files begin with, and what unpacks them. */
const COMPRESSED: readonly (readonly [beginning: readonly number[], tool: string])[] = [
  [[0x1f, 0x8b], 'gunzip'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'unzstd'],
  [[0x50, 0x4b, 0x03, 0x04], 'unzip'],
  [[0xfd, 0x37, 0x7a, 0x58], 'unxz'],
];

function whatElse(bytes: Uint8Array): string {
  const [, tool] = COMPRESSED.find(([beginning]) => beginning.every((byte, index) => bytes[index] === byte)) ?? [];
  return tool === undefined ? NO_SNAPSHOT : `it is compressed. Unpack it first, with \`${tool}\`.`;
}

class Reader {
  readonly #strings = new Strings();
  #columns: Columns | null = null;
  #current: { name: string; value: Rows | Passage | Strings } | null = null;
  /** What stood since the last value: up to a name and the beginning of its own. */
  #between = '';
  #begun = false;

  take(chunk: Uint8Array): void {
    let index = 0;
    while (index >= 0 && index < chunk.length) {
      if (this.#current === null) index = this.#seek(chunk, index);
      else {
        index = this.#current.value.take(chunk, index);
        if (index >= 0) this.#finish();
      }
    }
  }

  end(): Snapshot {
    if (!this.#begun) throw new SnapshotError(this.#between === '' ? EMPTY : NO_SNAPSHOT);
    if (this.#current !== null || this.#between.trim() !== '}') throw new SnapshotError(CUT_OFF);
    if (this.#columns === null || !this.#columns.complete) throw broken();
    return new Snapshot(this.#columns, this.#strings);
  }

  /** Reads on to the first byte of the next value. */
  #seek(chunk: Uint8Array, from: number): number {
    for (let index = from; index < chunk.length; index++) {
      this.#between += String.fromCharCode(chunk[index] ?? 0);
      const [, space = '', name, list] = /^([^"]*)"(\w*)"\s*:\s*([[{\d"])$/.exec(this.#between) ?? [];
      if (name === undefined) {
        if (!this.#begun && !BEGINNING.test(this.#between)) throw new SnapshotError(whatElse(chunk.subarray(index)));
        if (this.#between.length > BETWEEN_LIMIT) throw broken();
        continue;
      }
      if (!SPACE.test(space)) throw broken();
      this.#between = '';
      // A passage tells its own brackets apart; a list is read from behind the one that opens it.
      if (this.#begin(name) instanceof Passage) return index;
      if (list !== '[') throw broken();
      return index + 1;
    }
    return -1;
  }

  #begin(name: string): Rows | Passage | Strings {
    if (!this.#begun && name !== 'snapshot') throw new SnapshotError(NO_SNAPSHOT);
    this.#begun = true;
    const value =
      this.#columns?.reader(name) ?? (name === 'strings' ? this.#strings : new Passage(name === 'snapshot'));
    this.#current = { name, value };
    return value;
  }

  #finish(): void {
    const { name, value } = this.#current ?? {};
    if (name === 'snapshot' && value instanceof Passage) this.#columns = columnsFor(parseHead(value.text));
    this.#current = null;
  }
}
