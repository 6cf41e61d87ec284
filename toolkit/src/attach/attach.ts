/** From a pid to what its tasks wait for: the process is looked at, opened, read and closed again. */
import { SnapshotError } from '../snapshot/errors.ts';
import { AttachError, ConnectionError, ObjectionError } from './errors.ts';
import { type Estimate, estimate } from './estimate.ts';
import { examine } from './examine.ts';
import type { Inspector } from './find-inspector.ts';
import { isLocked } from './lock.ts';
import { openBefore } from './open-before.ts';
import { endsWithin, networkOf, type ProcessFacts, readFacts } from './process-facts.ts';
import type { Attached } from './read-process.ts';
import type { ReadOptions } from './read-threads.ts';
import { beingAttached, startGuardian } from './start-guardian.ts';

export type { Attached };

const reading = () => import('./read-process.ts');

/** Milliseconds. */
const ENDING = 1000;

/** A process that may be attached to. Nothing has been done to it. */
export interface Candidate {
  facts: ProcessFacts;
  /** By all that it has in memory: its heap is smaller. */
  atMost: Estimate;
  /** Its inspector, where it is open already: it stays open. */
  open: Inspector | null;
}

/** `node`: the version of its Node, null where it is no Node. Throws an `AttachError`. */
export async function lookAt(pid: number, node: string | null, force: boolean): Promise<Candidate> {
  const facts = readFacts(pid);
  if (facts === null)
    throw new AttachError(`There is no process \`${pid}\`: run \`taskscope\` for those that are there.`);
  examine(facts, node, { pid: process.pid, uid: process.getuid?.() ?? 0, network: networkOf('self') });
  if (await isLocked(facts)) throw beingAttached(pid);
  return { facts, atMost: estimate(facts.resident), open: await openBefore(facts, force) };
}

/** Throws an `AttachError`, and then, too, has left the process as it was. */
export async function attach({ facts }: Candidate, options: ReadOptions): Promise<Attached> {
  try {
    // Somebody may have thought about it for long.
    if (await isLocked(facts)) throw beingAttached(facts.pid);
    const open = await openBefore(facts, options.force);
    if (open !== null) return await (await reading()).readOpen(facts, open, options);
    // What asks an inspector is loaded while the guardian wakes up.
    const [guardian, { openAndRead }] = await Promise.all([startGuardian(facts), reading()]);
    return await openAndRead(facts, guardian, options);
  } catch (error) {
    if (error instanceof ObjectionError) {
      throw new AttachError(`Process \`${facts.pid}\` was not paused: ${error.message}. Add \`--force\` if it may be.`);
    }
    if (error instanceof SnapshotError) {
      throw new AttachError(`What process \`${facts.pid}\` has sent can't be read: ${error.message}`);
    }
    if (!(error instanceof ConnectionError)) throw error;
    if (readFacts(facts.pid)?.state === 'T') {
      throw new AttachError(
        `Process \`${facts.pid}\` was stopped while it was read: let it go on with \`kill -CONT ${facts.pid}\`, at which its inspector is closed, then attach again.`,
      );
    }
    throw new AttachError(
      (await endsWithin(facts, ENDING))
        ? `Process \`${facts.pid}\` has ended while it was read: run \`taskscope\` for those that are there.`
        : `Process \`${facts.pid}\` was not read: ${error.message}. Its inspector is closed as soon as it can be; try again when it is less busy, or with a longer \`--patience\`.`,
    );
  }
}
