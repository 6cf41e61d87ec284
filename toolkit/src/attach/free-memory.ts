/** Bytes that a process could still have: of the machine, and of its control group, where one limits it. */
import { readFileSync } from 'node:fs';

export function freeMemory(pid: number): number {
  const [, available] = /^MemAvailable:\s*(\d+) kB$/m.exec(textOf('/proc/meminfo')) ?? [];
  return Math.min(available === undefined ? Infinity : Number(available) * 1024, ...groupsOf(pid).map(freeIn));
}

/** The groups of the process, version 1 and 2, as folders. */
function groupsOf(pid: number): Group[] {
  return textOf(`/proc/${pid}/cgroup`)
    .split('\n')
    .flatMap((line): Group[] => {
      const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
      const isSecond = controllers === '';
      if (!isSecond && !controllers.split(',').includes('memory')) return [];
      return isSecond
        ? [{ folder: `/sys/fs/cgroup${path}`, limit: 'memory.max', used: 'memory.current' }]
        : [{ folder: `/sys/fs/cgroup/memory${path}`, limit: 'memory.limit_in_bytes', used: 'memory.usage_in_bytes' }];
    });
}

interface Group {
  folder: string;
  limit: string;
  used: string;
}

/** `max` is no number, and no limit. */
function freeIn({ folder, limit, used }: Group): number {
  const [most, now] = [limit, used].map((name) => Number.parseInt(textOf(`${folder}/${name}`), 10));
  return most === undefined || now === undefined || Number.isNaN(most - now) ? Infinity : Math.max(0, most - now);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
