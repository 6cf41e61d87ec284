/** How much memory a process holds, as the system sees it: a heap has a limit of its own, a buffer has none. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Milliseconds between two looks. */
const INTERVAL = process.platform === 'linux' ? 100 : 500;

/** Calls `onOver` once the process holds more than `limit` megabytes. Returns how to stop looking. Not on Windows. */
export function watchMemory(pid: number, limit: number, onOver: () => void): () => void {
  if (process.platform === 'win32') return () => {};
  const stop = (): void => clearInterval(timer);
  const timer = setInterval(async () => {
    if ((await residentMegabytes(pid)) <= limit) return;
    stop();
    onOver();
  }, INTERVAL);
  timer.unref();
  return stop;
}

/** 0 where it can't be told: the process is gone. */
export async function residentMegabytes(pid: number): Promise<number> {
  try {
    if (process.platform !== 'linux') {
      const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
      return Number(stdout) / 1024;
    }
    return Number(/^VmRSS:\s*(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
