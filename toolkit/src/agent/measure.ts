/** Taking the numbers that an agent tells; it costs nothing while nobody asks. */
import cluster from 'node:cluster';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { scriptOf } from '../protocol/script.ts';
import { type MemoryStatistics, SKIPPED_TOLD, type Statistics } from '../protocol/statistics.ts';
import { leakedCount, taskCount, tracking } from '../reading.ts';
import { registry } from '../registry/registry.ts';
import { threadStatistics } from '../threads/statistics.ts';

export async function statistics(): Promise<Statistics> {
  await turn();
  const start = performance.now();
  await turn();
  const loopDelay = performance.now() - start;
  const told = tracking();
  return {
    pid: process.pid,
    nodeVersion: process.version,
    script: scriptOf([process.execPath, ...process.execArgv, ...process.argv.slice(1)]),
    clusterWorker: cluster.worker?.id ?? null,
    tracking: { ...told, skipped: told.skipped.slice(0, SKIPPED_TOLD) },
    tasks: taskCount(),
    leaked: leakedCount(),
    threads: threadCount(),
    workers: registry.runningWorkers().size,
    ...(await threadStatistics()),
    processors: availableParallelism(),
    loopDelay,
    loopUtilization: performance.eventLoopUtilization().utilization,
    uptime: process.uptime(),
  };
}

export function memoryStatistics(): MemoryStatistics {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  return { rss, heapTotal, heapUsed, heapLimit: getHeapStatistics().heap_size_limit, external, arrayBuffers };
}

/** Only Linux lists them where no program has to be started for it. */
export function threadCount(): number | null {
  try {
    return readdirSync('/proc/self/task').length;
  } catch {
    return null;
  }
}
