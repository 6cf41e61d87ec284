/**
 * The groups of live tasks and a heap snapshot of the same moment, in this very process: V8 stops the program while it takes one,
 * and needs some times the heap. What is made of it is made elsewhere, never in the heap of the program.
 */
import { Readable } from 'node:stream';
import { getHeapSnapshot } from 'node:v8';
import type { InnermostGroup } from '../registry/groups.ts';
import { registry } from '../registry/registry.ts';
import type { HeldHead, WorkersHeld } from '../snapshot/held.ts';

/** Groups that are looked at. */
const SHOWN = 20;
/** Two at once would take twice the memory. */
const BUSY = 'one is being taken already. Ask again when that has ended.';

const NO_WORKERS: WorkersHeld = { total: 0, groups: [], notShown: [] };

let taking = false;

/**
 * `choose` says which groups; all of this thread where it is absent. `workers`: what others have told. The program has been stopped
 * when this returns.
 */
export function takeHeld(
  choose: () => readonly InnermostGroup[] = allGroups,
  workers: WorkersHeld = NO_WORKERS,
): AsyncIterable<string | Uint8Array> {
  // What an `await` has not got yet may be all that holds a leak.
  registry.forgetWait();
  const head = headOf(choose(), workers);
  if (taking) return refuseHeld(BUSY);
  taking = true;
  try {
    return pieces(head, getHeapSnapshot({ exposeInternals: false, exposeNumericValues: true }));
  } catch (error) {
    taking = false;
    throw error;
  }
}

/** In the same form, why none is taken: a sentence. */
export function refuseHeld(reason: string): AsyncIterable<string> {
  const refused: HeldHead = { total: 0, groups: [], notShown: [], workers: NO_WORKERS, refused: reason };
  return Readable.from([`${JSON.stringify(refused)}\n`]);
}

function allGroups(): readonly InnermostGroup[] {
  return registry.innermostGroups(null, new Set());
}

/** Whoever runs holds itself. */
function headOf(all: readonly InnermostGroup[], workers: WorkersHeld): HeldHead {
  const waiting = all.filter(({ group }) => group.wait !== 'running');
  const left = waiting.slice(SHOWN);
  return {
    total: countOf(all),
    groups: waiting.slice(0, SHOWN),
    notShown: [...leftOut(left), ...proven()],
    workers,
    refused: null,
  };
}

function leftOut(groups: readonly InnermostGroup[]): string[] {
  if (groups.length === 0) return [];
  const more = groups.length === 1 ? '1 smaller group' : `${groups.length} smaller groups`;
  return [`${more} of tasks, ${countOf(groups)} in all.`];
}

function proven(): string[] {
  const leaked = registry.leakedCount();
  return leaked === 0 ? [] : [`${leaked} leaked, which nothing holds: \`taskscope leaks PID\` shows them.`];
}

function countOf(groups: readonly InnermostGroup[]): number {
  return groups.reduce((sum, { group }) => sum + group.count, 0);
}

/** The snapshot is let go of however it ends, also where nobody has begun to read: there a generator would run no `finally`. */
function pieces(head: HeldHead, snapshot: Readable): AsyncIterable<string | Uint8Array> {
  const all = joined(`${JSON.stringify(head)}\n`, snapshot);
  const release = (): void => {
    taking = false;
    snapshot.destroy();
  };
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        try {
          const piece = await all.next();
          if (piece.done === true) release();
          return piece;
        } catch (error) {
          release();
          throw error;
        }
      },
      async return() {
        release();
        return { done: true, value: undefined };
      },
    }),
  };
}

async function* joined(
  head: string,
  snapshot: AsyncIterable<Uint8Array>,
): AsyncGenerator<string | Uint8Array, undefined, undefined> {
  yield head;
  yield* snapshot;
}
