/** What one answer of an instance says, by place. The form is `profile.proto`, of taskscope or of Go's `net/http/pprof`. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Profile } from 'pprof-format';
import { readFrames, type StackPlace, waitingPlace } from './stack-place.ts';

/** Decompressed bytes of an answer that are read; the binary form of a million groups has fewer. */
const LIMIT = 128 * 2 ** 20;
const GZIP = [0x1f, 0x8b] as const;
const TYPES = ['goroutine', 'task', 'goroutineleak'];

/** Tasks of one instance that wait in one function. */
export interface PlaceTasks {
  /** The package, the path in it and the function: the same in each release and each folder. */
  key: string;
  place: StackPlace;
  wait: string;
  tasks: number;
  /** Of these, proven. */
  leaked: number;
  /** Lines to tasks. */
  lines: Map<number, number>;
  /** Of its largest group, innermost first. */
  stack: readonly StackPlace[];
  createdBy: string | null;
}

export interface InstanceProfile {
  total: number;
  places: Map<string, PlaceTasks>;
  /** What the instance itself says is not in it: worker threads that did not answer. */
  missing: string[];
}

/** An answer that is no profile of tasks; the message ends a sentence that begins with the instance. */
export class NoProfileError extends Error {
  override readonly name = 'NoProfileError';
}

/** Throws a `NoProfileError`. */
export async function readInstanceProfile(answer: Buffer): Promise<InstanceProfile> {
  return placesOf(decoded(await unzipped(answer)));
}

async function unzipped(answer: Buffer): Promise<Buffer> {
  if (answer[0] !== GZIP[0] || answer[1] !== GZIP[1]) return answer;
  try {
    return await promisify(gunzip)(answer, { maxOutputLength: LIMIT });
  } catch (error) {
    const large = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new NoProfileError(large ? `its profile is over ${LIMIT / 2 ** 20} MiB` : 'its answer is cut short');
  }
}

function decoded(bytes: Buffer): Profile {
  let profile: Profile;
  try {
    profile = Profile.decode(bytes);
  } catch {
    throw new NoProfileError('its answer is no profile');
  }
  const { strings } = profile.stringTable;
  const type = strings[Number(profile.sampleType[0]?.type ?? 0)] ?? '';
  if (TYPES.includes(type)) return profile;
  throw new NoProfileError(type === '' ? 'its answer is no profile' : `its answer is a profile of \`${type}\``);
}

function placesOf(profile: Profile): InstanceProfile {
  const { strings } = profile.stringTable;
  const text = (index: unknown): string => strings[Number(index)] ?? '';
  const frames = readFrames(profile);
  const places = new Map<string, PlaceTasks>();
  const largest = new Map<string, number>();
  let total = 0;
  for (const { locationId, value, label } of profile.sample) {
    const count = Number(value[0] ?? 0);
    if (!(count > 0 && Number.isSafeInteger(count))) continue;
    total += count;
    const stack = locationId.flatMap((id) => frames.get(Number(id)) ?? []);
    const found = waitingPlace(stack);
    if (found === null) continue;
    const labels = new Map(label.map(({ key, str }) => [text(key), text(str)]));
    const { place, own } = found;
    const key = JSON.stringify([place.package, place.path, place.function]);
    const known = places.get(key) ?? emptyPlace(key, place);
    places.set(key, known);
    known.tasks += count;
    if (labels.get('leaked') === 'true') known.leaked += count;
    known.lines.set(place.line, (known.lines.get(place.line) ?? 0) + count);
    if (count <= (largest.get(key) ?? 0)) continue;
    largest.set(key, count);
    known.place = place;
    known.wait = labels.get('wait') ?? found.wait;
    known.stack = own;
    known.createdBy = labels.get('created by') ?? null;
  }
  return { total, places, missing: profile.comment.map(text).filter((note) => note.includes(' is missing: ')) };
}

function emptyPlace(key: string, place: StackPlace): PlaceTasks {
  return { key, place, wait: '', tasks: 0, leaked: 0, lines: new Map(), stack: [], createdBy: null };
}
