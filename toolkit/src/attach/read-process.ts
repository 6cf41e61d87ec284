/** A process whose inspector is open, or is opened for it: read, and left. */
import { listeningBefore } from './cluster.ts';
import { DeadMansSwitch } from './dead-mans-switch.ts';
import { AttachError, ConnectionError } from './errors.ts';
import type { Inspector } from './find-inspector.ts';
import { afterwards, openBySignal } from './open-inspector.ts';
import type { ProcessFacts } from './process-facts.ts';
import { type ReadOptions, readThreads, type Threads } from './read-threads.ts';
import { Session } from './session.ts';
import { connectionsAt } from './sockets.ts';
import type { Guardian } from './start-guardian.ts';
import { builtin } from './thread.ts';

export interface Attached extends Threads {
  /** Once its inspector is closed again: null, or a sentence where it is open still. Never rejected. */
  closed: Promise<string | null>;
}

/** What was open before stays so. */
export async function readOpen(facts: ProcessFacts, inspector: Inspector, options: ReadOptions): Promise<Attached> {
  const session = await sessionWith(facts, inspector);
  try {
    return { ...(await readThreads(facts.pid, session.thread, options)), closed: Promise.resolve(null) };
  } finally {
    await session.end();
  }
}

/** Opens it by SIGUSR1, with a guardian that is awake, and closes it again. */
export async function openAndRead(facts: ProcessFacts, guardian: Guardian, options: ReadOptions): Promise<Attached> {
  const before = listeningBefore(facts.pid);
  const inspector = await openBySignal(facts, guardian, before);
  let deadMansSwitch: DeadMansSwitch | null = null;
  let isHeld = false;
  const close = async (): Promise<string | null> => {
    await deadMansSwitch?.leave(isHeld);
    return afterwards(facts, inspector, guardian, before);
  };
  try {
    const session = await sessionWith(facts, inspector);
    deadMansSwitch = await DeadMansSwitch.arm(session, connectionsAt(facts.pid, inspector.port));
    guardian.closesByItself(inspector.inode);
    isHeld = await guardian.hold(session.connection);
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
