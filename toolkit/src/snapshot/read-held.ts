/** Groups of live tasks as a line, and a heap snapshot behind it, read as what holds the tasks. */

import { threadName } from '../profile/words.ts';
import { SnapshotError } from './errors.ts';
import type { Held, HeldGroup, HeldHead } from './held.ts';
import { heldTasks } from './held-tasks.ts';
import { readSnapshot } from './read-snapshot.ts';

const MAIN = threadName(0, '');
const LINE_END = 10;
/** Bytes: the ids of millions of frames. */
const HEAD_LIMIT = 64 * 2 ** 20;

/** `parse` looks at the shape of the line. Throws a `SnapshotError`. */
export async function readHeld(
  bytes: AsyncIterable<Uint8Array>,
  parse: (line: string) => HeldHead | null,
): Promise<Held> {
  const iterator = bytes[Symbol.asyncIterator]();
  try {
    const { line, rest } = await firstLine(iterator);
    const head = parse(line);
    if (head === null) throw new SnapshotError('it begins with no groups of tasks.');
    if (head.refused !== null) throw new SnapshotError(head.refused);
    const snapshot = await readSnapshot(following(rest, iterator));
    return withWorkers(head, heldTasks(snapshot, head.groups));
  } finally {
    // Whoever sends is told that nobody reads any more.
    await iterator.return?.();
  }
}

function withWorkers({ total, notShown, workers }: HeldHead, own: readonly HeldGroup[]): Held {
  const isAlone = workers.groups.length === 0;
  // As in a profile: where there are several threads, each group says which is its own.
  const groups = isAlone ? own : own.map((group) => ({ ...group, labels: { thread: MAIN, ...group.labels } }));
  return {
    total: total + workers.total,
    groups: [...groups, ...workers.groups].sort((a, b) => b.count - a.count),
    notShown: [...notShown, ...workers.notShown],
  };
}

async function firstLine(iterator: AsyncIterator<Uint8Array>): Promise<{ line: string; rest: Uint8Array }> {
  const pieces: Uint8Array[] = [];
  for (let length = 0; length <= HEAD_LIMIT; ) {
    const { value: chunk, done } = await iterator.next();
    if (done) break;
    const end = chunk.indexOf(LINE_END);
    pieces.push(end < 0 ? chunk : chunk.subarray(0, end));
    length += chunk.length;
    if (end >= 0) return { line: Buffer.concat(pieces).toString('utf8'), rest: chunk.subarray(end + 1) };
  }
  throw new SnapshotError('it is cut off: not even its groups have come.');
}

async function* following(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  for (let { value, done } = await rest.next(); !done; { value, done } = await rest.next()) yield value;
}
