import { pathFrom } from '../../profile/path-from.ts';
import { printable } from '../../profile/printable.ts';
import { missingNotes, threadName } from '../../profile/words.ts';
import { formatBytes } from '../../protocol/format-bytes.ts';
import type { MemoryStatistics, Statistics } from '../../protocol/statistics.ts';
import type { Tracking } from '../../registry/tracking.ts';

const PERCENT = 100;
/** Files and functions that were passed over, and are shown. */
const SHOWN = 5;

export function renderStatistics(statistics: Statistics, folder: string): string {
  const { threads, workers, processors, loopDelay, loopUtilization, tracking } = statistics;
  const lines = [
    `tasks: ${overThreads(statistics, 'tasks')}`,
    `leaked so far: ${overThreads(statistics, 'leaked')}`,
    `OS threads: ${threads ?? 'not told by this system'}`,
    `worker threads: ${workers}`,
    `CPUs: ${processors}`,
    `event-loop delay: ${loopDelay.toFixed(2)} ms`,
    `event-loop utilization: ${(loopUtilization * PERCENT).toFixed(1)} %`,
    ...renderTracking(tracking, folder),
    ...statistics.workerThreads
      .filter((each) => !each.tracking.tracking)
      .map(({ thread, name, tracking: { reason } }) =>
        printable(`${threadName(thread, name)} is not tracked: ${reason}`),
      ),
    ...missingNotes(statistics.missingThreads),
  ];
  return `${lines.join('\n')}\n`;
}

/** The sum, and behind it what each thread has, where there are several. */
function overThreads(statistics: Statistics, of: 'tasks' | 'leaked'): string {
  const { workerThreads, allThreads } = statistics;
  if (workerThreads.length === 0) return String(statistics[of]);
  const apart = workerThreads.map((each) => `${threadName(each.thread, each.name)}: ${each[of]}`);
  return printable(`${allThreads[of]} (${[`main: ${statistics[of]}`, ...apart].join(', ')})`);
}

/** Whether the count above says anything, and of what it does not. */
function renderTracking({ tracking, reason, files, skipped, notTrackable }: Tracking, folder: string): string[] {
  const passedOver = skipped.slice(0, SHOWN).map(({ file, line, reason: why }) => {
    const path = pathFrom(folder, file);
    return `  ${printable(line === undefined ? path : `${path}:${line}`)}: ${printable(why)}`;
  });
  const more = skipped.length > SHOWN ? ['  and more, see `--json`'] : [];
  const total = skipped.length === 0 ? '' : `, passed over: ${skipped.length}, of these not trackable: ${notTrackable}`;
  return [
    `tracked files: ${files}${total}`,
    ...passedOver,
    ...more,
    ...(tracking ? [] : [`NOT TRACKED, so that the count says nothing: ${printable(reason ?? '')}`]),
  ];
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
