/** Reading a heap snapshot of this process in another one: the heap of the program stays free of it. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HeapSnapshotError } from '../errors.ts';
import type { InnermostGroup } from '../registry/groups.ts';
import type { Held, WorkersHeld } from '../snapshot/held.ts';
import { READER } from './reader-file.ts';
import { takeHeld } from './take.ts';

/** Of a child that breaks, so much of what it complains of. */
const COMPLAINT = 500;

/** Stops the program while V8 takes the snapshot. Rejected with a `HeapSnapshotError`, or as `signal` says. */
export async function heldInChild(
  choose?: () => readonly InnermostGroup[],
  { signal, workers }: { signal?: AbortSignal | undefined; workers?: WorkersHeld } = {},
): Promise<Held> {
  signal?.throwIfAborted();
  // To load it takes longer than many a program runs, and few ever ask.
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child = spawn(process.execPath, [READER], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // What the program was started with has no place there: a preload of its own, a limit of its memory.
    env: { ...process.env, NODE_OPTIONS: '' },
    ...(signal === undefined ? {} : { signal }),
  });
  const ended = new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject));
  // Where it ends before it has read all, its own words say why.
  const pieces = Readable.from(takeHeld(choose, workers));
  const given = pipeline(pieces, child.stdin).catch(() => {});
  const [answer, complaints] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]).catch(
    async (error) => {
      pieces.destroy();
      await given;
      signal?.throwIfAborted();
      throw new HeapSnapshotError(
        `no process can be started for it (${error instanceof Error ? error.message : error}).`,
      );
    },
  );
  await given;
  if (answer.startsWith('{')) return JSON.parse(answer);
  throw new HeapSnapshotError(
    answer.startsWith('!') ? answer.slice(1) : `the process that reads it has failed: ${complaints.slice(-COMPLAINT)}`,
  );
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  for await (const piece of stream.setEncoding('utf8')) text += piece;
  return text;
}
