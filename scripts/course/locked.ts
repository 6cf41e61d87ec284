/**
 * One at a time, of however many terminals: what reads a file of ours, and writes it again changed. The lock is one that the
 * system holds for a process and takes back when that ends, however it does: nobody has to guess whether a holder still lives.
 * Node has no such lock of its own, but SQLite, which it brings, has.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { say } from '../language/say.mjs';

/** Seconds. What is done under the lock takes milliseconds. */
const PATIENCE = 10;
/** SQLite's number for a lock that somebody else holds. */
const BUSY = 5;

/** Clones whose lock this process has. */
const held = new Set<string>();

/**
 * Runs `action` while no other process has the lock of this clone. Throws what it throws, and where another process keeps the lock
 * for long. A drive that has no locks is used without.
 */
export function locked<T>(root: string, action: () => T): T {
  if (held.has(root)) return action();
  const lock = take(root);
  held.add(root);
  try {
    return action();
  } finally {
    held.delete(root);
    lock?.close();
  }
}

/** Null where this drive can't be locked, or not be written to: then `action` says so itself. */
function take(root: string): DatabaseSync | null {
  let lock: DatabaseSync | null = null;
  try {
    mkdirSync(join(root, '.leaklab'), { recursive: true });
    lock = new DatabaseSync(join(root, '.leaklab', 'lock'));
    lock.exec(`pragma busy_timeout=${PATIENCE * 1000}`);
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) {
      throw new Error(
        say`Another terminal has been busy with \`.leaklab\` for ${PATIENCE} s. End it, and run the command again: nothing was changed.`,
      );
    }
    return null;
  }
}
