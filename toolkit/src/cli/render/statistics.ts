import { formatBytes } from '../../protocol/format-bytes.ts';
import type { MemoryStatistics, Statistics } from '../../protocol/statistics.ts';

const PERCENT = 100;

export function renderStatistics(statistics: Statistics): string {
  const { tasks, leaked, threads, workers, processors, loopDelay, loopUtilization, tracked } = statistics;
  const lines = [
    `tasks: ${tasks}`,
    `leaked so far: ${leaked}`,
    `OS threads: ${threads ?? 'not told by this system'}`,
    `worker threads: ${workers}`,
    `CPUs: ${processors}`,
    `event-loop delay: ${loopDelay.toFixed(2)} ms`,
    `event-loop utilization: ${(loopUtilization * PERCENT).toFixed(1)} %`,
  ];
  if (!tracked) {
    lines.push('The program does not run under `taskscope/register`: only what it starts with `go()` is counted.');
  }
  return `${lines.join('\n')}\n`;
}

export function renderMemory(memory: MemoryStatistics): string {
  const lines: [string, number][] = [
    ['rss', memory.rss],
    ['heap used', memory.heapUsed],
    ['heap total', memory.heapTotal],
    ['heap limit', memory.heapLimit],
    ['external', memory.external],
    ['array buffers', memory.arrayBuffers],
  ];
  return lines.map(([name, bytes]) => `${name}: ${formatBytes(bytes)}\n`).join('');
}
