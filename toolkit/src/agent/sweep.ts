/** Removes what agents of processes that are gone have left behind: `kill -9` lets nobody clean up. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A pid alone, as gops names its port files, or as the name of a socket. */
const AGENT_FILE = /^(\d+)(?:\.sock)?$/;

export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(AGENT_FILE.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) rmSync(join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Without permission to ask it is somebody's, and alive.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
