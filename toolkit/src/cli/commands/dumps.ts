import { setTimeout as wait } from 'node:timers/promises';
import { profileDelta } from '../../profile/delta.ts';
import { encodeProfile } from '../../profile/encode-profile.ts';
import { formatDelta } from '../../profile/format-delta.ts';
import { formatProfile } from '../../profile/format-profile.ts';
import { formatGroups } from '../../profile/format-tasks.ts';
import { groupsFrom } from '../../profile/path-from.ts';
import { missingNotes } from '../../profile/words.ts';
import { Signal } from '../../protocol/signals.ts';
import type { Profile } from '../../registry/groups.ts';
import { askJson, askJsonLines, askText } from '../ask.ts';
import { dumpFrom } from '../render/dump-from.ts';
import { profileSchema, taskSchema } from '../schemas.ts';
import { findTarget, type Target } from '../target.ts';
import { writePprof } from '../write-pprof.ts';
import type { Context } from './context.ts';

/** A block for each task, or, grouped, for all tasks with the same stack. Streamed: nothing is cut. */
export async function stack(
  { write, folder }: Context,
  word: string,
  { group, json }: { group: boolean; json: boolean },
): Promise<void> {
  const target = findTarget(word);
  if (group) {
    const { groups, missing } = await readProfile(target);
    return write(
      json ? `${JSON.stringify(groups, null, 2)}\n` : formatGroups(groupsFrom(folder, groups)) + missingText(missing),
    );
  }
  if (!json) {
    for await (const piece of dumpFrom(folder, askText(target, Signal.stackTrace))) await write(piece);
    return;
  }
  for await (const tasks of askJsonLines(target, Signal.tasksJson, taskSchema)) {
    await write(tasks.map((task) => `${JSON.stringify(task)}\n`).join(''));
  }
}

export interface ProfileOptions {
  /** Seconds between two moments, whose change is shown; absent: one moment. */
  seconds?: number;
  /** A file for the binary form. */
  pprof?: string;
  json: boolean;
}

export async function profile(
  { write, folder }: Context,
  word: string,
  { seconds, pprof, json }: ProfileOptions,
): Promise<void> {
  const target = findTarget(word);
  const first = await readProfile(target);
  if (seconds === undefined) {
    if (pprof !== undefined) return writePprof(write, pprof, await encodeProfile(first));
    const read = { ...first, groups: groupsFrom(folder, first.groups) };
    return write(json ? `${JSON.stringify(first, null, 2)}\n` : formatProfile(read));
  }
  await wait(seconds * 1000);
  const delta = profileDelta(first, await readProfile(target), seconds);
  if (pprof !== undefined) return writePprof(write, pprof, await encodeProfile(delta));
  const read = { ...delta, groups: groupsFrom(folder, delta.groups) };
  return write(json ? `${JSON.stringify(delta, null, 2)}\n` : formatDelta(read));
}

/** Forces collections in the process: the proof is what is asked for. */
export async function leaks({ write, folder }: Context, word: string, json: boolean): Promise<void> {
  const proven = await askJson(findTarget(word), Signal.leaksJson, profileSchema);
  if (json) return write(`${JSON.stringify(proven, null, 2)}\n`);
  const missing = missingText(proven.missing);
  const head = `${proven.total === 1 ? '1 task is' : `${proven.total} tasks are`} proven to be leaked\n`;
  return write(
    proven.total === 0 ? head + missing : `${head}\n${formatGroups(groupsFrom(folder, proven.groups))}${missing}`,
  );
}

function missingText(missing: Profile['missing']): string {
  return missingNotes(missing)
    .map((note) => `${note}\n`)
    .join('');
}

function readProfile(target: Target): Promise<Profile> {
  return askJson(target, Signal.profileJson, profileSchema);
}
