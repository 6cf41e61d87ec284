/**
 * `TASKSCOPE_EXIT_REPORT=1`: what still waits when the program exits. A client that never connects keeps nothing alive, and so
 * the program ends as if all were done.
 */
import { isMainThread, threadId } from 'node:worker_threads';
import { formatProfile } from './profile/format-profile.ts';
import type { Group, Profile } from './registry/groups.ts';
import { registry } from './registry/registry.ts';
import type { Tracking } from './registry/tracking.ts';

/** Lines of a report, all told. */
const LINES = 30;

/** Writes the report to standard error at the end of this thread. */
export function reportAtExit(): void {
  process.on('exit', (status) => {
    const who = isMainThread ? 'the program' : `worker thread ${threadId}`;
    process.stderr.write(exitReport(registry.profile(), registry.tracking(), `${who} exits with status ${status}`));
  });
}

/**
 * The report, of thirty lines at most; the empty text where no task waits. A task that runs is the one that ends the program.
 * `what` happens: "the program exits".
 */
export function exitReport({ groups }: Profile, { tracking, reason }: Tracking, what: string): string {
  if (!tracking) return `taskscope: ${what}, and whether tasks wait is not known: ${reason}.\n`;
  const waiting = groups.filter(({ wait }) => wait !== 'running');
  const total = tasksIn(waiting);
  if (total === 0) return '';
  const head = `taskscope: ${what} while ${total === 1 ? '1 task waits' : `${total} tasks wait`}.\n`;
  for (let shown = waiting.length; ; shown--) {
    const lines = `${head}${textOf(waiting, shown, total)}`.trimEnd().split('\n');
    if (lines.length <= LINES) return `${lines.join('\n')}\n`;
    // A single stack that is deeper than that.
    if (shown === 1) return `${lines.slice(0, LINES - 1).join('\n')}\n(and ${lines.length - LINES + 1} more lines)\n`;
  }
}

function textOf(groups: readonly Group[], shown: number, total: number): string {
  const rest = groups.slice(shown);
  const more =
    rest.length === 0
      ? ''
      : `and ${tasksIn(rest)} more in ${rest.length === 1 ? '1 group' : `${rest.length} groups`}\n`;
  return formatProfile({ total, groups: groups.slice(0, shown) }) + more;
}

function tasksIn(groups: readonly Group[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
