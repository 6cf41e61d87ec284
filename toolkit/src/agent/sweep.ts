/** Removes what agents of processes that are gone have left behind: `kill -9` lets nobody clean up. */
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isListening } from '../listening.ts';
import { ownUid, pidOf } from '../protocol/places.ts';

/** In a folder of ours: sockets alone, of this user, by the name of an agent, whose process is gone and where nobody listens. */
export async function sweep(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    const pid = pidOf(name);
    if (pid !== null && !isAlive(pid)) await removeDead(join(folder, name));
  }
}

/**
 * Removes a socket of ours at which nobody listens, whatever has become of its process: its number may be that of another
 * one by now. Resolved to whether the path is free: in a container numbers are used that others use as well.
 */
export async function removeDead(path: string): Promise<boolean> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return true;
  if (found.isSocket() && (found.uid !== ownUid() || (await isListening(path)))) return false;
  const now = lstatSync(path, { throwIfNoEntry: false });
  if (now !== undefined && now.ino !== found.ino) return false;
  rmSync(path, { force: true });
  return true;
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
