/** What the agent answers to each signal, in pieces. */
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { collect } from '../collect.ts';
import { refuseHeld, takeHeld } from '../held/take.ts';
import { cpuProfile, heapProfile } from '../profile/sampler.ts';
import { formatBytes } from '../protocol/format-bytes.ts';
import { Signal } from '../protocol/signals.ts';
import { registry } from '../registry/registry.ts';
import { dumpTasks } from '../threads/dump.ts';
import { processLeaks, processProfile, workersTasks } from '../threads/process-profile.ts';
import { threadStatistics } from '../threads/statistics.ts';
import { workersHeld } from '../threads/workers-held.ts';
import { memoryStatistics, statistics, threadCount } from './measure.ts';
import type { Request } from './request.ts';

export type Piece = string | Uint8Array;
export type Answer = AsyncIterable<Piece> | Iterable<Piece>;

/** As in gops. */
const CPU_SECONDS = 30;
const NOT_BY_TCP =
  'its agent listens at a TCP address, which any user of the machine can ask, and a heap snapshot holds all secrets of a program. Let it listen at its socket: `listen()` without `address`.';
/** Characters of one piece of JSON lines. */
const PIECE = 32_768;

export interface Client {
  /** Aborted once it is gone: ends what takes long. */
  signal: AbortSignal;
  /** Whether nobody but the owner of this process can be at the other end. */
  isPrivate: boolean;
}

export async function answer({ signal: asked, percent }: Request, { signal, isPrivate }: Client): Promise<Answer> {
  switch (asked) {
    case Signal.stackTrace:
      return dumpTasks();
    case Signal.collect:
      await collect();
      return ['ok'];
    case Signal.memoryStatistics:
      return [formatMemory()];
    case Signal.version:
      return [`node ${process.version}\n`];
    case Signal.heapProfile:
      return [await heapProfile({ seconds: 0, signal })];
    case Signal.cpuProfile:
      return [await cpuProfile({ seconds: CPU_SECONDS, signal })];
    case Signal.statistics:
      return [await formatStatistics()];
    case Signal.trace:
      return [];
    case Signal.binary:
      return createReadStream(process.execPath, { signal });
    case Signal.setGcPercent:
      return [
        `Node has no GC percent: nothing was set to ${percent}. Its heap is bounded by \`--max-old-space-size\`.\n`,
      ];
    case Signal.statisticsJson:
      return [JSON.stringify(await statistics())];
    case Signal.profileJson:
      return [JSON.stringify(await processProfile())];
    case Signal.leaksJson:
      return [JSON.stringify(await processLeaks())];
    case Signal.tasksJson:
      return taskLines();
    case Signal.memoryJson:
      return [JSON.stringify(memoryStatistics())];
    case Signal.heldTasks:
      return isPrivate ? takeHeld(undefined, await workersHeld()) : refuseHeld(NOT_BY_TCP);
  }
}

/** Exactly the four lines that gops prints. */
async function formatStatistics(): Promise<string> {
  const { allThreads } = await threadStatistics();
  return `goroutines: ${allThreads.tasks}\nOS threads: ${threadCount() ?? 0}\nGOMAXPROCS: 1\nnum CPU: ${availableParallelism()}\n`;
}

/** The lines of gops that mean something in Node, under the names that gops has for them, and those that only Node has. */
function formatMemory(): string {
  const { rss, heapTotal, heapUsed, heapLimit, external, arrayBuffers } = memoryStatistics();
  const lines: [string, number][] = [
    ['alloc', heapUsed],
    ['sys', rss],
    ['heap-alloc', heapUsed],
    ['heap-sys', heapTotal],
    ['heap-limit', heapLimit],
    ['external', external],
    ['array-buffers', arrayBuffers],
  ];
  return lines.map(([name, bytes]) => `${name}: ${formatBytes(bytes)}\n`).join('');
}

async function* taskLines(): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for (const task of registry.eachTask()) {
    piece += `${JSON.stringify(task)}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  for (const task of await workersTasks()) piece += `${JSON.stringify(task)}\n`;
  if (piece !== '') yield piece;
}
