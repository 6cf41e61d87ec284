/** The worker threads that this thread has started, and that still run. */
import type { Worker } from 'node:worker_threads';

/** A worker thread that did not answer. */
export interface MissingThread {
  /** As `threadId` of `node:worker_threads`. */
  thread: number;
  /** That it was started with; empty where it has none. */
  name: string;
  /** Why, and what to do. */
  reason: string;
}

/** By `threadId`, which a worker forgets when it ends. */
const running = new Map<number, Worker>();
/** Those that a package has started for itself, as long as they say nothing: no code of the program runs there. */
const foreign = new Map<number, Worker>();
const greeted = new Set<number>();

export function noteWorker(worker: Worker, { byPackage }: { byPackage: boolean }): void {
  const { threadId } = worker;
  (byPackage ? foreign : running).set(threadId, worker);
  worker.once('exit', () => {
    running.delete(threadId);
    foreign.delete(threadId);
    greeted.delete(threadId);
  });
}

/** A thread has said that it will answer. */
export function noteGreeting(thread: number): void {
  const worker = running.get(thread) ?? foreign.get(thread);
  if (worker === undefined) return;
  foreign.delete(thread);
  running.set(thread, worker);
  greeted.add(thread);
}

export function runningWorkers(): ReadonlyMap<number, Worker> {
  return running;
}

export function hasGreeted(thread: number): boolean {
  return greeted.has(thread);
}
