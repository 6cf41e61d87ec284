/** Fetching the profiles of all instances, some at a time, once or several times. */
import { setTimeout as wait } from 'node:timers/promises';
import { ask, NoAnswerError } from './ask.ts';
import { type InstanceProfile, NoProfileError, readInstanceProfile } from './instance-profile.ts';
import { Places } from './places.ts';
import { type RankedPlace, rankPlaces, type Watched } from './rank.ts';

export interface WatchOptions {
  fetches: number;
  /** Between the starts of two fetches. */
  seconds: number;
  authorization: string | undefined;
  /** Milliseconds that one instance may take. */
  deadline: number;
  /** Aborted where nobody waits any more: what was fetched so far is told. */
  signal: AbortSignal;
}

export interface Fleet {
  asked: number;
  /** Instances that have answered at least once. */
  answered: number;
  /** Less than what was asked for where that was interrupted. */
  fetches: number;
  seconds: number;
  interrupted: boolean;
  tasks: number;
  leaked: number;
  places: RankedPlace[];
  /** What is not in it: by instance, each a line. */
  gaps: { instance: string; reason: string }[];
}

const AT_ONCE = 16;
const ANSWER_LIMIT = 32 * 2 ** 20;

/** `urls` are those of the profiles. */
export async function watchFleet(urls: readonly string[], options: WatchOptions): Promise<Fleet> {
  const { fetches, seconds, signal } = options;
  const places = new Places();
  const rounds: Round[] = [];
  const start = performance.now();
  while (rounds.length < fetches && !signal.aborted) {
    const due = start + rounds.length * seconds * 1000 - performance.now();
    const waited = await wait(Math.max(0, due), true, { signal }).catch(() => false);
    if (!waited) break;
    const round = await fetchRound(urls, places, options);
    // Of a first one that was cut short, what there is is worth telling; a later one would look like a fall.
    if (signal.aborted && rounds.length > 0) break;
    rounds.push(round);
  }
  return summary(urls, rounds, places, options);
}

/** By instance: what it answered, or why it did not. */
type Round = ReadonlyMap<string, InstanceProfile | string>;

async function fetchRound(urls: readonly string[], places: Places, options: WatchOptions): Promise<Round> {
  const round = new Map<string, InstanceProfile | string>();
  const queue = urls.values();
  // Unpacked, a profile is many times as large: so one is read after the other.
  let reading: Promise<unknown> = Promise.resolve();
  const read = (answer: Buffer): Promise<InstanceProfile> => {
    const profile = reading.then(() => readInstanceProfile(answer, places));
    reading = profile.catch(() => {});
    return profile;
  };
  const worker = async (): Promise<void> => {
    for (const url of queue) round.set(url, await fetchOne(url, read, options));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return round;
}

async function fetchOne(
  url: string,
  read: (answer: Buffer) => Promise<InstanceProfile>,
  { authorization, deadline, signal }: WatchOptions,
): Promise<InstanceProfile | string> {
  try {
    return await read(await ask(url, { authorization, deadline, limit: ANSWER_LIMIT, signal }));
  } catch (error) {
    if (error instanceof NoAnswerError || error instanceof NoProfileError) return error.message;
    throw error;
  }
}

function summary(
  urls: readonly string[],
  rounds: readonly Round[],
  found: Places,
  { seconds, signal }: WatchOptions,
): Fleet {
  const watched = urls.map((url): Watched => {
    const profiles = rounds.map((round) => {
      const answer = round.get(url);
      return answer === undefined || typeof answer === 'string' ? null : answer;
    });
    return { instance: instanceOf(url), profiles };
  });
  const places = rankPlaces(found, watched, rounds.length);
  const last = watched.flatMap(({ profiles }) => profiles.findLast((profile) => profile !== null) ?? []);
  return {
    asked: urls.length,
    answered: last.length,
    fetches: rounds.length,
    seconds,
    interrupted: signal.aborted,
    tasks: last.reduce((sum, { total }) => sum + total, 0),
    leaked: places.reduce((sum, { leaked }) => sum + leaked, 0),
    places,
    gaps: urls.flatMap((url) => gapsOf(url, rounds)),
  };
}

function gapsOf(url: string, rounds: readonly Round[]): Fleet['gaps'] {
  const instance = instanceOf(url);
  const answers = rounds.map((round) => round.get(url));
  const reasons = answers.filter((answer) => typeof answer === 'string');
  const given = answers.length - reasons.length;
  const [reason] = reasons;
  const late =
    reason === undefined ? [] : [given === 0 ? reason : `${reason} (${given} of ${answers.length} fetches answered)`];
  const missing = answers.flatMap((answer) => (typeof answer === 'object' ? answer.missing : []));
  return [...late, ...new Set(missing)].map((each) => ({ instance, reason: each }));
}

/** As one would name it. */
function instanceOf(url: string): string {
  return url.replace(/\/debug\/pprof\/goroutine$/, '');
}
