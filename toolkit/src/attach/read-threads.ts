/** What the tasks of each thread of a process wait for. */
import { z } from 'zod';
import { SnapshotError } from '../snapshot/errors.ts';
import type { Script, Suspended } from '../snapshot/index.ts';
import { ConnectionError, ObjectionError } from './errors.ts';
import { estimate, objection } from './estimate.ts';
import { freeMemory } from './free-memory.ts';
import { takeHeapSnapshot } from './heap-snapshot.ts';
import type { Thread } from './thread.ts';
import { type Worker, withWorkers } from './workers.ts';

/** Milliseconds. */
const SOURCE_PATIENCE = 10_000;

export interface Threads {
  threads: AttachedThread[];
  /** Threads of which nothing was learned, and why. */
  missing: { thread: number; name: string; reason: string }[];
}

export interface AttachedThread {
  /** 0: the main one. */
  thread: number;
  name: string;
  suspended: Suspended;
}

export interface ReadOptions {
  /** Whatever speaks against it, but for what might end the process. */
  force: boolean;
  /** Milliseconds without a word of a snapshot. */
  patience: number;
  /** Is given each snapshot as it comes, of the main thread (0) and of each worker; what it returns is read in its place. */
  copy?: (thread: number, bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/** `pid`: of the process that they belong to. Rejected where the main one can't be read. */
export async function readThreads(pid: number, main: Thread, options: ReadOptions): Promise<Threads> {
  const threads = [await readThread(pid, { id: 0, name: 'main', thread: main }, options)];
  const missing: Threads['missing'] = [];
  await withWorkers(main, async (workers) => {
    for (const worker of workers) {
      try {
        threads.push(await readThread(pid, worker, options));
      } catch (error) {
        if (!(error instanceof ConnectionError || error instanceof ObjectionError || error instanceof SnapshotError)) {
          throw error;
        }
        missing.push({ thread: worker.id, name: worker.name, reason: error.message });
      }
    }
  });
  return { threads, missing };
}

const usageSchema = z.object({ usedSize: z.number() });

async function readThread(
  pid: number,
  { id, name, thread }: Worker,
  { force, patience, copy }: ReadOptions,
): Promise<AttachedThread> {
  const { data } = usageSchema.safeParse(await thread.call('Runtime.getHeapUsage'));
  if (data === undefined) throw new ConnectionError('it answers, but not as Node does');
  const problem = force ? null : objection(estimate(data.usedSize), freeMemory(pid));
  if (problem !== null) throw new ObjectionError(problem);
  const bytes = takeHeapSnapshot(thread, patience);
  // What reads it is loaded while V8 writes.
  const { readSnapshot, suspendedTasks } = await import('../snapshot/index.ts');
  const snapshot = await readSnapshot(copy?.(id, bytes) ?? bytes);
  return {
    thread: id,
    name,
    suspended: await withSources(thread, (sourceOf) => suspendedTasks(snapshot, { sourceOf })),
  };
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
