import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

/** Whether this system shows what environment a process was started with: Linux does. */
export const canSeeProcesses = existsSync('/proc/self/environ');

/** The command lines of all processes that were started with `LEAKLAB_TEST=id`, whoever started them; none where they can't be seen. */
export async function processesOf(id: string): Promise<string[]> {
  if (!canSeeProcesses) return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
        if (!environment.includes(`LEAKLAB_TEST=${id}`)) return [];
        const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
        // A process that has ended and is not collected yet has no command line.
        return command === '' ? [] : [`${pid} ${command}`];
      } catch {
        return [];
      }
    }),
  );
  return found.flat();
}
