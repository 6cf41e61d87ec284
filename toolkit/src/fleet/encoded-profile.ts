/** The tables of a `profile.proto`, by number, and its samples in their order; nothing is decoded before it is asked for. */
import { Fields } from './wire.ts';

/** Numbers of the fields, as `profile.proto` has them. */
const PROFILE = { sampleType: 1, sample: 2, mapping: 3, location: 4, function: 5, string: 6, comment: 13 } as const;
const SAMPLE = { location: 1, value: 2, label: 3 } as const;
const LABEL = { key: 1, text: 2 } as const;
const LOCATION = { id: 1, line: 4 } as const;
const LINE = { function: 1, line: 2 } as const;
const FUNCTION = { id: 1, name: 2, file: 4 } as const;
const VALUE_TYPE = { type: 1 } as const;
const MAPPING = { file: 5 } as const;

/** Of no text. */
const NONE = -1;

/** Names are numbers of `text`. */
export interface EncodedSample {
  /** Ids, innermost first. */
  locations: number[];
  /** The first one, if there is any. */
  values: number[];
  /** Keys and texts in turn. */
  labels: number[];
}

export class EncodedProfile {
  readonly #bytes: Buffer;
  /** Where each string begins and ends. */
  readonly #strings: number[] = [];
  readonly #texts: (string | undefined)[] = [];
  /** Name and file of each function; by its id, where they stand. */
  readonly #functions: number[] = [];
  readonly #functionAt = new Map<number, number>();
  /** Where each location begins and ends; by its id, where that stands. */
  readonly #locations: number[] = [];
  readonly #locationAt = new Map<number, number>();
  /** What is counted: `goroutine`, say. */
  readonly type: string;
  /** That of the first mapping. */
  readonly program: string;
  readonly comments: string[];

  /** Throws a `MalformedError`. */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    let type = 0;
    let program: number | undefined;
    const comments: number[] = [];
    const [fields, inner] = [new Fields(bytes), new Fields(bytes)];
    while (fields.next()) {
      const { field, start, end } = fields;
      if (field === PROFILE.string) this.#strings.push(start, end);
      else if (field === PROFILE.function) this.#addFunction(fields.message(inner));
      else if (field === PROFILE.location) {
        this.#locationAt.set(numberIn(fields.message(inner), LOCATION.id), this.#locations.length);
        this.#locations.push(start, end);
      } else if (field === PROFILE.sampleType) type ||= numberIn(fields.message(inner), VALUE_TYPE.type);
      else if (field === PROFILE.mapping) program ??= numberIn(fields.message(inner), MAPPING.file);
      else if (field === PROFILE.comment) fields.numbersTo(comments);
    }
    this.type = this.text(type);
    this.program = this.text(program ?? 0);
    this.comments = comments.map((index) => this.text(index));
  }

  /** The empty text where there is none of this number. */
  text(index: number): string {
    const known = this.#texts[index];
    if (known !== undefined) return known;
    const [start, end] = [this.#strings[2 * index], this.#strings[2 * index + 1]];
    if (start === undefined || end === undefined) return '';
    const text = this.#bytes.toString('utf8', start, end);
    this.#texts[index] = text;
    return text;
  }

  /** The number of a text; -1 where it is not among them. */
  indexOf(text: string): number {
    const wanted = Buffer.from(text);
    for (let index = 0; 2 * index < this.#strings.length; index++) {
      if (this.#lengthOf(index) === wanted.length && this.#starts(wanted, index)) return index;
    }
    return -1;
  }

  textsFrom(beginning: string): string[] {
    const wanted = Buffer.from(beginning);
    const found: string[] = [];
    for (let index = 0; 2 * index < this.#strings.length; index++) {
      if (this.#starts(wanted, index)) found.push(this.text(index));
    }
    return found;
  }

  /** Each sample in one object, which is filled anew. Throws a `MalformedError`. */
  *samples(): Generator<EncodedSample> {
    const sample: EncodedSample = { locations: [], values: [], labels: [] };
    const [fields, inner, innermost] = [new Fields(this.#bytes), new Fields(this.#bytes), new Fields(this.#bytes)];
    while (fields.next()) {
      if (fields.field !== PROFILE.sample) continue;
      readSample(fields.message(inner), innermost, sample);
      yield sample;
    }
  }

  /** The functions at a location, each with its line, the innermost first. Throws a `MalformedError`. */
  linesAt(location: number): { name: number; file: number; line: number }[] {
    const lines: { name: number; file: number; line: number }[] = [];
    const at = this.#locationAt.get(location);
    if (at === undefined) return lines;
    const fields = new Fields(this.#bytes, this.#locations[at], this.#locations[at + 1]);
    while (fields.next()) {
      if (fields.field !== LOCATION.line) continue;
      lines.push(this.#lineIn(fields.message()));
    }
    return lines;
  }

  *functions(): Generator<{ name: number; file: number }> {
    for (const at of this.#functionAt.values()) yield this.#function(at);
  }

  #lineIn(fields: Fields): { name: number; file: number; line: number } {
    let [id, line] = [0, 0];
    while (fields.next()) {
      if (fields.field === LINE.function) id = fields.value;
      else if (fields.field === LINE.line) line = fields.value;
    }
    return { ...this.#function(this.#functionAt.get(id)), line };
  }

  #addFunction(fields: Fields): void {
    let [id, name, file] = [0, 0, 0];
    while (fields.next()) {
      if (fields.field === FUNCTION.id) id = fields.value;
      else if (fields.field === FUNCTION.name) name = fields.value;
      else if (fields.field === FUNCTION.file) file = fields.value;
    }
    this.#functionAt.set(id, this.#functions.length);
    this.#functions.push(name, file);
  }

  #function(at: number | undefined): { name: number; file: number } {
    if (at === undefined) return { name: NONE, file: NONE };
    return { name: this.#functions[at] ?? NONE, file: this.#functions[at + 1] ?? NONE };
  }

  #lengthOf(index: number): number {
    return (this.#strings[2 * index + 1] ?? 0) - (this.#strings[2 * index] ?? 0);
  }

  #starts(wanted: Buffer, index: number): boolean {
    const start = this.#strings[2 * index] ?? 0;
    return (
      this.#lengthOf(index) >= wanted.length &&
      this.#bytes.compare(wanted, 0, wanted.length, start, start + wanted.length) === 0
    );
  }
}

function readSample(fields: Fields, inner: Fields, { locations, values, labels }: EncodedSample): void {
  locations.length = 0;
  values.length = 0;
  labels.length = 0;
  while (fields.next()) {
    if (fields.field === SAMPLE.location) fields.numbersTo(locations);
    else if (fields.field === SAMPLE.value) fields.numbersTo(values);
    else if (fields.field === SAMPLE.label) readLabel(fields.message(inner), labels);
  }
}

function readLabel(fields: Fields, labels: number[]): void {
  let [key, text] = [0, 0];
  while (fields.next()) {
    if (fields.field === LABEL.key) key = fields.value;
    else if (fields.field === LABEL.text) text = fields.value;
  }
  labels.push(key, text);
}

/** The last one counts, as the form has it; 0 where there is none. */
function numberIn(fields: Fields, wanted: number): number {
  let found = 0;
  while (fields.next()) if (fields.field === wanted) found = fields.value;
  return found;
}
