import type { Tracking } from '../registry/tracking.ts';

/** Files and functions that were passed over, and are told. */
export const SKIPPED_TOLD = 100;

/** The numbers that an agent tells of its process. */
export interface Statistics {
  pid: number;
  /** `v26.10.0` */
  nodeVersion: string;
  /** Whether tasks are counted, why not, and what was passed over: at most `SKIPPED_TOLD` of it. */
  tracking: Tracking;
  /** Tasks started and not finished. */
  tasks: number;
  /** Of these, proven to be leaked so far. */
  leaked: number;
  /** Threads of the process, where the system tells; else null. */
  threads: number | null;
  /** Worker threads that were started since the agent listens, and still run. Each has tasks of its own, not counted here. */
  workers: number;
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
