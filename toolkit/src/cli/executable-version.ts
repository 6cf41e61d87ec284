/**
 * Which Node a process runs, from the bytes of its executable. They are read and never run, and it is the very file that the
 * process runs, opened through the process: what stands at its path now may be anything, put there by anybody.
 */
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** In every Node: how it names itself to a debugger. */
const MARK = new TextEncoder().encode('\0node.js/v');
const VERSION = /^v\d{1,4}\.\d{1,4}\.\d{1,4}(?=\0)/;
/** Bytes that the mark and a version take at most. */
const OVERLAP = 64;
const PIECE = 2 ** 22;
/** Bytes of one executable, and of all that one command reads: somebody may have started a thousand of a terabyte each. */
const FILE_LIMIT = 2 ** 28;
const WHOLE_LIMIT = 2 ** 30;

/** Device, inode, time and size of an executable tell it from every other; each is read once. */
const known = new Map<string, Promise<string | null>>();
let left = WHOLE_LIMIT;

/** Null where it can't be known: on another system than Linux, of a process that we may not look at, of another program. */
export async function executableVersion(pid: number): Promise<string | null> {
  // The link in `/proc` leads to the file itself, whatever has become of its name.
  const file = await open(`/proc/${pid}/exe`, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null);
  if (file === null) return null;
  try {
    const key = keyOf(await file.stat({ bigint: true }));
    // No other is as frequent as the one that runs this very command.
    if (key === keyOf(await stat('/proc/self/exe', { bigint: true }))) return process.version;
    const version = known.get(key) ?? readVersion(file);
    known.set(key, version);
    return await version;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

function keyOf({ dev, ino, mtimeNs, size }: BigIntStats): string {
  return [dev, ino, mtimeNs, size].join(':');
}

async function readVersion(file: FileHandle): Promise<string | null> {
  const stats = await file.stat();
  if (!stats.isFile() || stats.size > Math.min(FILE_LIMIT, left)) return null;
  left -= stats.size;
  const buffer = Buffer.alloc(PIECE);
  for (let position = 0; position < stats.size; position += PIECE - OVERLAP) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, position);
    const version = versionIn(buffer.subarray(0, bytesRead));
    if (version !== null || bytesRead < PIECE) return version;
  }
  return null;
}

export function versionIn(bytes: Buffer): string | null {
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + 1)) {
    const start = at + MARK.length - 1;
    const [version] = VERSION.exec(bytes.toString('latin1', start, start + OVERLAP)) ?? [];
    if (version !== undefined) return version;
  }
  return null;
}
