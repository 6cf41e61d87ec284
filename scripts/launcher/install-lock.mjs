import { mkdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Who holds the lock says so this often, in milliseconds, by the time stamp of the lock. */
const SIGN_OF_LIFE = 1000;
/** A lock without a sign of life for so long was left behind: its holder was killed, or the machine went down. */
const ABANDONED = 10_000;
const WAIT = 200;

/**
 * Waits until this process alone may install. The lock is a folder, since making one succeeds for one process only; a
 * time stamp tells of its holder what a process id can't, when one of the two runs in a container.
 * @param {string} root
 * @param {() => void} onWait called once, where another process holds it
 * @returns {Promise<() => void>} gives it back; throws where the folder can't be written to
 */
export async function acquire(root, onWait) {
  const lock = join(root, '.leaklab', 'install.lock');
  mkdirSync(join(root, '.leaklab'), { recursive: true });
  for (let told = false; !take(lock); ) {
    if (isAbandoned(lock)) {
      rmSync(lock, { recursive: true, force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await new Promise((resolve) => setTimeout(resolve, WAIT));
  }
  const alive = setInterval(() => sign(lock), SIGN_OF_LIFE);
  return () => {
    clearInterval(alive);
    rmSync(lock, { recursive: true, force: true });
  };
}

/**
 * @param {string} lock
 * @returns {boolean} whether it is ours now
 */
function take(lock) {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} lock */
function isAbandoned(lock) {
  const stamp = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  return stamp !== undefined && Date.now() - stamp > ABANDONED;
}

/** @param {string} lock */
function sign(lock) {
  try {
    const now = new Date();
    utimesSync(lock, now, now);
  } catch {
    // Somebody removed it by hand: the installation goes on.
  }
}
