/** What one answer of an instance says, by place. The form is `profile.proto`, of taskscope or of Go's `net/http/pprof`. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Profile } from 'pprof-format';
import { readFrames, type StackPlace, type Waiting, waitingPlace } from './stack-place.ts';

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
  const frames = readFrames(profile);
  const [leakedKey, waitKey, creatorKey] = ['leaked', 'wait', 'created by'].map((key) => strings.indexOf(key));
  const waiting = new Map<string, Waiting | null>();
  const places = new Map<string, PlaceTasks>();
  const largest = new Map<PlaceTasks, number>();
  let total = 0;
  for (const { locationId, value, label } of profile.sample) {
    const count = Number(value[0] ?? 0);
    if (!(count > 0 && Number.isSafeInteger(count))) continue;
    total += count;
    // Groups differ by labels more often than by stack.
    const stack = locationId.join();
    let found = waiting.get(stack);
    if (found === undefined) {
      found = waitingPlace(locationId.flatMap((id) => frames.get(Number(id)) ?? []));
      waiting.set(stack, found);
    }
    if (found === null) continue;
    const known = places.get(found.key) ?? emptyPlace(found);
    places.set(found.key, known);
    const { line } = found.place;
    known.tasks += count;
    known.lines.set(line, (known.lines.get(line) ?? 0) + count);
    const said = (key: number | undefined): string | undefined =>
      strings[Number(label.find((each) => Number(each.key) === key)?.str)];
    if (said(leakedKey) === 'true') known.leaked += count;
    if (count <= (largest.get(known) ?? 0)) continue;
    largest.set(known, count);
    known.place = found.place;
    known.wait = said(waitKey) ?? found.wait;
    known.stack = found.own;
    known.createdBy = said(creatorKey) ?? null;
  }
  const notes = profile.comment.map((index) => strings[Number(index)] ?? '');
  return { total, places, missing: notes.filter((note) => note.includes(' is missing: ')) };
}

function emptyPlace({ key, place }: Waiting): PlaceTasks {
  return { key, place, wait: '', tasks: 0, leaked: 0, lines: new Map(), stack: [], createdBy: null };
}
