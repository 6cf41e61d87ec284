import { spawnSync } from 'node:child_process';

/** Ends a process that leads its own group, and whatever it started. A process that is gone already is no error. */
export function endTree(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone.
  }
}
