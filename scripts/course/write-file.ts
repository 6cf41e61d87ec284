/** Writing a file whole or not at all. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Throws what the file system says; then the old file is still there, and nothing else is. */
export function writeWhole(path: string, text: string): void {
  write(path, text, 0o666, 0o777);
}

/** The same for what nobody else on this machine may read: 0600, and 0700 for folders that are made. */
export function writePrivate(path: string, text: string): void {
  write(path, text, 0o600, 0o700);
}

function write(path: string, text: string, mode: number, folderMode: number): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  mkdirSync(dirname(path), { recursive: true, mode: folderMode });
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
