/** From a pid to what its tasks wait for: the process is looked at, opened, read and closed again. */
import { SnapshotError } from '../snapshot/index.ts';
import { DeadMansSwitch } from './dead-mans-switch.ts';
import { AttachError, ConnectionError, ObjectionError } from './errors.ts';
import { type Estimate, estimate } from './estimate.ts';
import { examine } from './examine.ts';
import type { Inspector } from './find-inspector.ts';
import { isLocked } from './lock.ts';
import { afterwards, openBefore, openBySignal } from './open-inspector.ts';
import { endsWithin, networkOf, type ProcessFacts, readFacts } from './process-facts.ts';
import { type ReadOptions, readThreads, type Threads } from './read-threads.ts';
import { Session } from './session.ts';
import { beingAttached, startGuardian } from './start-guardian.ts';
import { builtin } from './thread.ts';

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

export interface Attached extends Threads {
  /** Once its inspector is closed again: null, or a sentence where it is open still. Never rejected. */
  closed: Promise<string | null>;
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
    return await (open === null ? openAndRead(facts, options) : readOpen(facts, open, options));
  } catch (error) {
    if (error instanceof ObjectionError) {
      throw new AttachError(`Process \`${facts.pid}\` was not paused: ${error.message}. Add \`--force\` if it may be.`);
    }
    if (error instanceof SnapshotError) {
      throw new AttachError(`What process \`${facts.pid}\` has sent can't be read: ${error.message}`);
    }
    if (!(error instanceof ConnectionError)) throw error;
    throw new AttachError(
      (await endsWithin(facts, ENDING))
        ? `Process \`${facts.pid}\` has ended while it was read: run \`taskscope\` for those that are there.`
        : `Process \`${facts.pid}\` was not read: ${error.message}. Its inspector is closed as soon as it can be; try again when it is less busy, or with a longer \`--patience\`.`,
    );
  }
}

/** What was open before stays so. */
async function readOpen(facts: ProcessFacts, inspector: Inspector, options: ReadOptions): Promise<Attached> {
  const session = await sessionWith(facts, inspector);
  try {
    return { ...(await readThreads(facts.pid, session.thread, options)), closed: Promise.resolve(null) };
  } finally {
    await session.end();
  }
}

async function openAndRead(facts: ProcessFacts, options: ReadOptions): Promise<Attached> {
  const guardian = await startGuardian(facts);
  const inspector = await openBySignal(facts, guardian);
  let deadMansSwitch: DeadMansSwitch | null = null;
  const close = async (): Promise<string | null> => {
    await deadMansSwitch?.leave(() => guardian.told(inspector.inode));
    return afterwards(facts, inspector, guardian);
  };
  try {
    const session = await sessionWith(facts, inspector);
    deadMansSwitch = await DeadMansSwitch.arm(session);
    return { ...(await readThreads(facts.pid, session.thread, options)), closed: close() };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Makes sure that the one behind the port is the one that was meant. */
async function sessionWith({ pid, innerPid }: ProcessFacts, { url, port }: Inspector): Promise<Session> {
  const session = await Session.connect(url);
  const told = await session.thread.evaluate(`${builtin('process')}.pid`).catch((error: unknown) => error);
  if (told === innerPid) return session;
  await session.end();
  if (told instanceof ConnectionError) throw told;
  throw new AttachError(
    `Behind port ${port} is process \`${String(told)}\`, and not \`${pid}\`: nothing was done there. Try again.`,
  );
}
