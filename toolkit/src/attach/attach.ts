/** From a pid to what its tasks wait for: the process is looked at, opened, read and closed again. */
import { z } from 'zod';
import { readSnapshot, type Script, type Suspended, suspendedTasks } from '../snapshot/index.ts';
import { DeadMansSwitch } from './dead-mans-switch.ts';
import { AttachError, ConnectionError } from './errors.ts';
import { type Estimate, estimate, objection } from './estimate.ts';
import { examine } from './examine.ts';
import type { Inspector } from './find-inspector.ts';
import { freeMemory } from './free-memory.ts';
import { type Thread, takeHeapSnapshot } from './heap-snapshot.ts';
import { afterwards, openBefore, openBySignal } from './open-inspector.ts';
import { isSame, networkOf, type ProcessFacts, readFacts } from './process-facts.ts';
import { Session } from './session.ts';
import { startGuardian } from './start-guardian.ts';
import { withWorkers } from './workers.ts';

/** Milliseconds. */
const SOURCE_PATIENCE = 10_000;

/** A process that may be attached to. Nothing has been done to it. */
export interface Candidate {
  facts: ProcessFacts;
  /** By all that it has in memory: its heap is smaller. */
  atMost: Estimate;
  /** Its inspector, where it is open already: it stays open. */
  open: Inspector | null;
}

export interface Attached {
  pid: number;
  threads: AttachedThread[];
  /** Threads of which nothing was learned, and why. */
  missing: { thread: number; name: string; reason: string }[];
  /** A sentence where its inspector could not be closed yet; else null. */
  stillOpen: string | null;
}

export interface AttachedThread {
  /** 0: the main one. */
  thread: number;
  name: string;
  suspended: Suspended;
}

export interface AttachOptions {
  /** Whatever speaks against it, but for what might end the process. */
  force: boolean;
  /** Milliseconds without a word of a snapshot. */
  patience: number;
  /** Is given each snapshot as it comes, of the main thread (0) and of each worker; what it returns is read in its place. */
  copy?: (thread: number, bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/** `node`: the version of its Node, null where it is no Node. Throws an `AttachError`. */
export async function lookAt(pid: number, node: string | null, force: boolean): Promise<Candidate> {
  const facts = readFacts(pid);
  if (facts === null)
    throw new AttachError(`There is no process \`${pid}\`: run \`taskscope\` for those that are there.`);
  examine(facts, node, { pid: process.pid, uid: process.getuid?.() ?? 0, network: networkOf('self') });
  return { facts, atMost: estimate(facts.resident), open: await openBefore(facts, force) };
}

/** Throws an `AttachError`, and then, too, has left the process as it was. */
export async function attach({ facts, open }: Candidate, options: AttachOptions): Promise<Attached> {
  try {
    return await (open === null ? openAndRead(facts, options) : readOpen(facts, open, options));
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    throw new AttachError(
      isSame(facts)
        ? `Process \`${facts.pid}\` was not read: ${error.message}. Its inspector is closed as soon as it can be; try again when it is less busy, or with a longer \`--patience\`.`
        : `Process \`${facts.pid}\` has ended while it was read: run \`taskscope\` for those that are there.`,
    );
  }
}

/** What was open before stays so. */
async function readOpen(facts: ProcessFacts, inspector: Inspector, options: AttachOptions): Promise<Attached> {
  const session = await sessionWith(facts, inspector);
  try {
    return await read(facts, session, options);
  } finally {
    await session.end();
  }
}

async function openAndRead(facts: ProcessFacts, options: AttachOptions): Promise<Attached> {
  const guardian = await startGuardian(facts);
  const inspector = await openBySignal(facts, guardian);
  let attached: Attached;
  try {
    attached = await readAndLeave(facts, inspector, options);
  } catch (error) {
    await afterwards(facts, inspector, guardian);
    throw error;
  }
  return { ...attached, stillOpen: await afterwards(facts, inspector, guardian) };
}

async function readAndLeave(facts: ProcessFacts, inspector: Inspector, options: AttachOptions): Promise<Attached> {
  const session = await sessionWith(facts, inspector);
  const deadMansSwitch = await DeadMansSwitch.arm(session);
  try {
    return await read(facts, session, options);
  } finally {
    await deadMansSwitch.leave();
  }
}

/** Makes sure that the one behind the port is the one that was meant. */
async function sessionWith({ pid, innerPid }: ProcessFacts, { url, port }: Inspector): Promise<Session> {
  const session = await Session.connect(url);
  const told = await session.evaluate('process.pid').catch(() => null);
  if (told === innerPid) return session;
  await session.end();
  throw new AttachError(
    `Behind port ${port} is process \`${String(told)}\`, and not \`${pid}\`: nothing was done there. Try again.`,
  );
}

async function read(facts: ProcessFacts, session: Session, options: AttachOptions): Promise<Attached> {
  const heap = z.number().parse(await session.evaluate('process.memoryUsage().heapUsed'));
  const problem = options.force ? null : objection(estimate(heap), freeMemory(facts.pid));
  if (problem !== null)
    throw new AttachError(`Process \`${facts.pid}\` was not paused: ${problem}. Add \`--force\` if it may.`);
  const attached: Attached = { pid: facts.pid, threads: [], missing: [], stillOpen: null };
  const main: Thread = {
    call: (method, params, patience) => session.call(method, params, patience),
    on: (method, listener) => session.on(method, listener),
  };
  attached.threads.push(await readThread(0, 'main', main, options));
  await withWorkers(session, async (workers) => {
    for (const worker of workers) {
      try {
        attached.threads.push(await readThread(worker.thread, worker.name, worker, options));
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        attached.missing.push({ thread: worker.thread, name: worker.name, reason: error.message });
      }
    }
  });
  return attached;
}

async function readThread(
  thread: number,
  name: string,
  asked: Thread,
  { patience, copy }: AttachOptions,
): Promise<AttachedThread> {
  const bytes = takeHeapSnapshot(asked, patience);
  const snapshot = await readSnapshot(copy?.(thread, bytes) ?? bytes);
  return { thread, name, suspended: await withSources(asked, (sourceOf) => suspendedTasks(snapshot, { sourceOf })) };
}

const sourceSchema = z.object({ scriptSource: z.string() });

/** V8 tells the text of a script only while it debugs: meanwhile no `debugger` statement of the program may stop it. */
async function withSources<T>(
  thread: Thread,
  use: (sourceOf: (script: Script) => Promise<string | null>) => Promise<T>,
): Promise<T> {
  await thread.call('Debugger.setSkipAllPauses', { skip: true }, SOURCE_PATIENCE);
  await thread.call('Debugger.enable', {}, SOURCE_PATIENCE);
  try {
    return await use((script) => sourceOf(thread, script));
  } finally {
    await thread.call('Debugger.disable', {}, SOURCE_PATIENCE).catch(() => {});
  }
}

/** As it was compiled. Null where it is not told: then the engine looks for the file. */
async function sourceOf(thread: Thread, { id }: Script): Promise<string | null> {
  try {
    const answer = await thread.call('Debugger.getScriptSource', { scriptId: String(id) }, SOURCE_PATIENCE);
    return sourceSchema.parse(answer).scriptSource;
  } catch {
    return null;
  }
}
