/** Writing a file whole or not at all. */
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { say } from '../language/say.mjs';

/** A text is written as UTF-8. Throws what the file system says; then the old file is still there, and nothing else is. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  write(path, content, 0o666, 0o777);
}

/** The same for what nobody else on this machine may read: 0600, and 0700 for folders that are made. */
export function writePrivate(path: string, content: string | Uint8Array): void {
  write(path, content, 0o600, 0o700);
}

function write(path: string, content: string | Uint8Array, mode: number, folderMode: number): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  mkdirSync(dirname(path), { recursive: true, mode: folderMode });
  try {
    const file = openSync(temporary, 'wx', mode);
    try {
      writeAll(file, typeof content === 'string' ? Buffer.from(content) : content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw named(error, path);
  }
}

/** A disk that is nearly full takes a part without an error; only the next call says that the rest has no room. */
function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    const taken = writeSync(file, bytes, done);
    if (taken === 0) throw new Error(say`Only ${done} of ${bytes.length} bytes could be written.`);
    done += taken;
  }
}

/** What the system says of an open file does not say which. */
function named(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || 'path' in error) return error;
  return Object.assign(error, { path, message: `${error.message} '${path}'` });
}
