import type { Tracking } from '../registry/tracking.ts';
import type { MissingThread } from '../registry/workers.ts';

/** Files and functions that were passed over, and are told. */
export const SKIPPED_TOLD = 100;

/** The numbers of a worker thread. */
export interface ThreadStatistics {
  /** As `threadId` of `node:worker_threads`. */
  thread: number;
  /** That it was started with; empty where it has none. */
  name: string;
  tasks: number;
  leaked: number;
  tracking: Tracking;
}

/** The numbers that an agent tells of its process. */
export interface Statistics {
  pid: number;
  /** `v26.10.0` */
  nodeVersion: string;
  /** What it runs: a path, `(eval)`, `(stdin)` or `(repl)`; empty from an agent that does not tell it yet. */
  script: string;
  /** The number of a worker process of `node:cluster`; null for all others. */
  clusterWorker: number | null;
  /** Whether tasks are counted, why not, and what was passed over: at most `SKIPPED_TOLD` of it. */
  tracking: Tracking;
  /** Tasks started and not finished, in the main thread. */
  tasks: number;
  /** Of these, proven to be leaked so far. */
  leaked: number;
  /** Threads of the process, where the system tells; else null. */
  threads: number | null;
  /** Worker threads that were started since `taskscope/register` or the agent was there, and still run. */
  workers: number;
  /** Their numbers, which are not among those above; `allThreads` has the sum. */
  workerThreads: ThreadStatistics[];
  missingThreads: MissingThread[];
  allThreads: { tasks: number; leaked: number };
  /** Processors that the process may use. */
  processors: number;
  /** Milliseconds that a turn of the event loop took when this was asked. */
  loopDelay: number;
  /** Share of the time since the start that the event loop was busy, from 0 to 1. */
  loopUtilization: number;
  /** Seconds since the start. */
  uptime: number;
}

/** Bytes. */
export interface MemoryStatistics {
  rss: number;
  heapTotal: number;
  heapUsed: number;
  heapLimit: number;
  external: number;
  arrayBuffers: number;
}
