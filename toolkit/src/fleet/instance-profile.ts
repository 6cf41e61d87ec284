/** What one answer of an instance says, by place. The form is `profile.proto`, of taskscope or of Go's `net/http/pprof`. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { EncodedProfile } from './encoded-profile.ts';
import { type PlaceRows, placeRows } from './place-rows.ts';
import type { Places } from './places.ts';
import { MalformedError } from './wire.ts';

/** Decompressed bytes of an answer that are read; the binary form of a million groups has fewer. */
const LIMIT = 128 * 2 ** 20;
const GZIP = [0x1f, 0x8b] as const;
const TYPES = ['goroutine', 'task', 'goroutineleak'];

export interface InstanceProfile extends PlaceRows {
  /** What the instance itself says is not in it: worker threads that did not answer. */
  missing: string[];
}

/** An answer that is no profile of tasks; the message ends a sentence that begins with the instance. */
export class NoProfileError extends Error {
  override readonly name = 'NoProfileError';
}

/** Adds to `places` what they have not had. Throws a `NoProfileError`. */
export async function readInstanceProfile(answer: Buffer, places: Places): Promise<InstanceProfile> {
  const bytes = await unzipped(answer);
  try {
    const profile = profileOfTasks(bytes);
    return { ...placeRows(profile, places), missing: profile.comments.filter(saysMissing) };
  } catch (error) {
    throw error instanceof MalformedError ? new NoProfileError('its answer is no profile') : error;
  }
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

function profileOfTasks(bytes: Buffer): EncodedProfile {
  const profile = new EncodedProfile(bytes);
  if (TYPES.includes(profile.type)) return profile;
  throw new NoProfileError(
    profile.type === '' ? 'its answer is no profile' : `its answer is a profile of \`${profile.type}\``,
  );
}

function saysMissing(comment: string): boolean {
  return comment.includes(' is missing: ');
}
