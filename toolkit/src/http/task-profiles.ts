/** The routes of the profiles of tasks: `goroutine` and `goroutineleak`, the names that Go's tools know. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Delta, profileDelta } from '../profile/delta.ts';
import { encodeProfile } from '../profile/encode-profile.ts';
import { formatDelta } from '../profile/format-delta.ts';
import { formatProfile } from '../profile/format-profile.ts';
import { formatGroups } from '../profile/format-tasks.ts';
import type { Profile } from '../registry/groups.ts';
import { dumpTasks } from '../threads/dump.ts';
import { processLeaks, processProfile } from '../threads/process-profile.ts';
import { checkPatience } from './parameters.ts';
import { download, Refusal, type Reply, text } from './reply.ts';
import type { Asked } from './route.ts';

export async function goroutine(asked: Asked): Promise<Reply> {
  if (asked.seconds !== null) return delta('goroutine', processProfile, asked.seconds, asked);
  if (asked.debug === 2) return text(dumpTasks());
  return whole('goroutine', await processProfile(), asked);
}

export async function goroutineLeak(asked: Asked): Promise<Reply> {
  if (asked.seconds !== null) return delta('goroutineleak', processLeaks, asked.seconds, asked);
  const profile = await processLeaks();
  if (asked.debug === 2) return text(formatGroups(profile.groups));
  return whole('goroutineleak', profile, asked);
}

type Name = 'goroutine' | 'goroutineleak';

async function whole(name: Name, profile: Profile, { debug }: Asked): Promise<Reply> {
  return debug === 1 ? text(formatProfile(profile, { name })) : download(await encodeProfile(profile, { name }), name);
}

async function delta(
  name: Name,
  take: () => Promise<Profile>,
  seconds: number,
  { debug, timeout, signal }: Asked,
): Promise<Reply> {
  if (debug === 2) {
    throw new Refusal(400, '`seconds` shows which groups grew: ask with `debug=1` (text) or `debug=0` (binary).');
  }
  checkPatience(seconds, timeout);
  const before = await take();
  const start = performance.now();
  await wait(seconds * 1000, undefined, { signal });
  const after = await take();
  const change: Delta = profileDelta(before, after, (performance.now() - start) / 1000);
  if (debug === 1) return text(formatDelta(change, { name }));
  return download(await encodeProfile(change, { name }), `${name}-delta`);
}
