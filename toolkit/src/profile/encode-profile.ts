import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import * as pprof from 'pprof-format';
import type { Group, Profile } from '../registry/groups.ts';
import type { StackFrame } from '../registry/places.ts';
import { creators } from './creators.ts';
import type { Delta } from './delta.ts';
import { packageNotes } from './package-note.ts';
import { qualifiedName } from './qualified-name.ts';
import { givenName, missingNotes, type ProfileName } from './words.ts';

export interface EncodeOptions {
  /**
   * Type of the samples, counted. Default `goroutine`: Pyroscope and Parca know that one by itself.
   */
  name?: ProfileName;
  /** Of the program, shown as `File`. Default: the script that Node was started with. */
  program?: string;
  /** When the profile was taken; default now. */
  time?: Date;
}

/** What is known of a group itself: a label of a program that is called so must not be taken for it. */
const OWN_KEYS: readonly string[] = ['wait', 'blocked', 'leaked', 'name', 'created by', 'called by'];

/**
 * The profile, or the change between two, as `profile.proto`, gzipped: what `go tool pprof`, Pyroscope and Parca read.
 * A sample is a group. Its labels are those of its tasks, and `wait`, `blocked` (the longest, in milliseconds), `leaked`,
 * `name`, `created by` and `called by` where they apply; a label of a task by one of these names is `labels.wait`, say.
 */
export async function encodeProfile(profile: Profile | Delta, options: EncodeOptions = {}): Promise<Buffer> {
  const { name = 'goroutine', program = process.argv[1] ?? process.execPath, time = new Date() } = options;
  const tables = new Tables();
  const type = new pprof.ValueType({ type: tables.text(name), unit: tables.text('count') });
  const sample = profile.groups.map((group) => tables.sample(group));
  const mapping = new pprof.Mapping({
    id: 1,
    filename: tables.text(program),
    hasFunctions: true,
    hasFilenames: true,
    hasLineNumbers: true,
  });
  for (const note of packageNotes(profile.groups)) tables.text(note);
  const encoded = new pprof.Profile({
    sampleType: [type],
    periodType: type,
    period: 1,
    timeNanos: nanoseconds(time.getTime()),
    ...('seconds' in profile ? { durationNanos: nanoseconds(profile.seconds * 1000) } : {}),
    mapping: [mapping],
    comment: missingNotes(profile.missing).map((note) => tables.text(note)),
    sample,
    location: tables.locations,
    function: tables.functions,
    stringTable: tables.strings,
  }).encode();
  return promisify(gzip)(encoded, { level: constants.Z_BEST_SPEED });
}

/** What a profile names once and then by number. */
class Tables {
  readonly strings = new pprof.StringTable();
  readonly locations: pprof.Location[] = [];
  readonly functions: pprof.Function[] = [];
  readonly #locationIds = new Map<string, number>();
  readonly #functionIds = new Map<string, number>();

  text(text: string): number {
    return this.strings.dedup(text);
  }

  sample(group: Group & { change?: number }): pprof.Sample {
    const given = givenName(group);
    return new pprof.Sample({
      locationId: group.frames.map((frame) => this.#location(frame)),
      value: [group.change ?? group.count],
      label: [
        // The form has no label without a key.
        ...Object.entries(group.labels).flatMap(([key, value]) =>
          key === '' ? [] : [this.#label(OWN_KEYS.includes(key) ? `labels.${key}` : key, String(value))],
        ),
        this.#label('wait', group.wait),
        ...(group.ms > 0 ? [this.#milliseconds('blocked', group.ms)] : []),
        ...(group.leaked ? [this.#label('leaked', 'true')] : []),
        ...(given === null ? [] : [this.#label('name', given)]),
        ...creators(group).map(([word, { name, file, line }]) => this.#label(word, `${name} ${file}:${line}`)),
      ],
    });
  }

  #label(key: string, value: string): pprof.Label {
    return new pprof.Label({ key: this.text(key), str: this.text(value) });
  }

  #milliseconds(key: string, value: number): pprof.Label {
    return new pprof.Label({ key: this.text(key), num: value, numUnit: this.text('milliseconds') });
  }

  #location(frame: StackFrame): number {
    const known = this.#locationIds.get(frame.address);
    if (known !== undefined) return known;
    const id = this.locations.length + 1;
    const { line, column, address } = frame;
    const lines = [new pprof.Line({ functionId: this.#function(frame), line, column })];
    // As the text form is read: one less than the address that it prints.
    this.locations.push(new pprof.Location({ id, mappingId: 1, address: Number(address) - 1, line: lines }));
    this.#locationIds.set(address, id);
    return id;
  }

  #function({ name, file, functionLine }: StackFrame): number {
    const key = JSON.stringify([name, file, functionLine]);
    const known = this.#functionIds.get(key);
    if (known !== undefined) return known;
    const id = this.functions.length + 1;
    const text = this.text(qualifiedName(name, file));
    this.functions.push(
      new pprof.Function({ id, name: text, systemName: text, filename: this.text(file), startLine: functionLine }),
    );
    this.#functionIds.set(key, id);
    return id;
  }
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds)) * 1_000_000n;
}
