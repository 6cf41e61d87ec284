/** What holds the tasks that a leak test suspects, for its report. */
import { HeapSnapshotError } from '../errors.ts';
import { heldInChild } from '../held/read-in-child.ts';
import type { Group, InnermostGroup } from '../registry/groups.ts';
import { formatHolder } from '../snapshot/format-holder.ts';
import type { HeldGroup } from '../snapshot/held.ts';

/** For a group that is reported: lines that say what holds it; none where nobody has looked. */
export type HoldersOf = (group: Group) => readonly string[];

export const NOBODY_LOOKED: HoldersOf = () => [];

/** Milliseconds for a snapshot to be taken and read, where no runner gives the test up before. */
export const PATIENCE = 60_000;
/** Milliseconds that it takes at the least. */
const LEAST = 300;
const LATE = 'What holds them was not found in time: allow the test more.';

/** `look` finds the groups as they are now; `patience`: milliseconds until the report has to go out, whatever is known. */
export async function holdersOf(look: () => readonly InnermostGroup[], patience: number): Promise<HoldersOf> {
  if (patience < LEAST) return () => [LATE];
  try {
    const { groups } = await heldInChild(look, { signal: AbortSignal.timeout(Math.round(patience)) });
    const lines = new Map(groups.map((group) => [keyOf(group), linesOf(group)]));
    return (group) => lines.get(keyOf(group)) ?? [];
  } catch (error) {
    return () => [reasonOf(error)];
  }
}

/** It has to be told that the test leaks, whatever else goes wrong. */
function reasonOf(error: unknown): string {
  if (error instanceof HeapSnapshotError) return error.message;
  // Under Jest it is of another realm.
  const late = String(error).startsWith('TimeoutError');
  return late ? LATE : `What holds them was not found: ${String(error)}`;
}

function linesOf(group: HeldGroup): string[] {
  const look = { width: undefined, folder: process.cwd() };
  return group.heldBy.flatMap((holder) => formatHolder(holder, group.count, look)).map((line) => line.trim());
}

/** The place of each frame, and what else tells two groups apart: the places are those of this process. */
function keyOf({ frames, name, wait, labels, createdBy }: Group): string {
  return JSON.stringify([frames.map(({ address }) => address), name, wait, labels, createdBy?.address]);
}
