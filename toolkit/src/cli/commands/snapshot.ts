import { encodeProfile } from '../../profile/encode-profile.ts';
import { suspendedChange, suspendedProfile } from '../../snapshot/index.ts';
import { renderChange, renderSuspended } from '../render/suspended.ts';
import { readSuspended } from '../snapshot-file.ts';
import { writePprof } from '../write-pprof.ts';
import type { Context } from './context.ts';

export interface SnapshotOptions {
  json: boolean;
  /** A file for the binary form. */
  pprof?: string;
  /** Whether a very large file is read as well. */
  force: boolean;
}

/** What is suspended in a `.heapsnapshot` that somebody took, and what keeps it alive. */
export async function snapshot(context: Context, file: string, { json, pprof, force }: SnapshotOptions): Promise<void> {
  const suspended = await readSuspended(file, { force });
  if (pprof !== undefined) {
    return writePprof(context.write, pprof, await encodeProfile(suspendedProfile(suspended), { program: file }));
  }
  return context.write(json ? `${JSON.stringify(suspended, null, 2)}\n` : renderSuspended(suspended, context));
}

/** What has grown between two of them. */
export async function diff(
  context: Context,
  [before, after]: readonly [string, string],
  { json, force }: SnapshotOptions,
): Promise<void> {
  // One after the other: each takes as much memory as its file.
  const earlier = await readSuspended(before, { force });
  const change = suspendedChange(earlier, await readSuspended(after, { force }));
  return context.write(json ? `${JSON.stringify(change, null, 2)}\n` : renderChange(change, context));
}
