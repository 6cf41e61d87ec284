/** A socket that only its owner can open, from the moment that it is there. */
import { chmodSync, lstatSync, mkdtempSync, renameSync, rmSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { DebugServerError } from '../errors.ts';
import { isListening } from '../listening.ts';

export interface OwnSocket {
  path: string;
  /** Where the server listens at first: in a folder that only we can look into. */
  bindAt: string;
  /** Once it listens there: moves it to where it belongs, closed to others. What is left of an earlier one gives way. */
  publish(): void;
  /** Leaves nothing behind of ours. */
  remove(): void;
}

/** Rejected with a `DebugServerError` where something else stands at `path`. */
export async function socketAt(path: string): Promise<OwnSocket> {
  // The name space of pipes has no folders, and no owner that could be changed.
  if (process.platform === 'win32') return { path, bindAt: path, publish() {}, remove() {} };
  await checkPlace(path);
  const folder = madeBeside(path);
  const bindAt = join(folder, 's');
  let bound: Stats | null = null;
  return {
    path,
    bindAt,
    publish() {
      chmodSync(bindAt, 0o600);
      bound = lstatSync(bindAt);
      renameSync(bindAt, path);
      rmSync(folder, { recursive: true, force: true });
    },
    remove() {
      rmSync(folder, { recursive: true, force: true });
      const found = statsOf(path);
      if (bound !== null && found?.ino === bound.ino && found.dev === bound.dev) rmSync(path, { force: true });
    },
  };
}

function madeBeside(path: string): string {
  try {
    return mkdtempSync(join(dirname(path), '.debug-'));
  } catch (error) {
    throw new DebugServerError(
      `No socket can be made at \`${path}\` (${error instanceof Error ? error.message : error}): give \`debugServer\` a \`path\` in a folder that is there, and that this user may write to.`,
    );
  }
}

/** Bytes of a path that every system takes. */
const PATH_LIMIT = 103;

/** Only a socket of ours at which nobody listens any more gives way. */
async function checkPlace(path: string): Promise<void> {
  if (Buffer.byteLength(path) > PATH_LIMIT) {
    throw new DebugServerError(
      `\`${path}\` is too long for a socket: give \`debugServer\` a \`path\` of ${PATH_LIMIT} bytes at most.`,
    );
  }
  const found = statsOf(path);
  if (found === null) return;
  if (!found.isSocket() || found.uid !== process.getuid?.()) {
    throw new DebugServerError(`\`${path}\` is no socket of this user: give \`debugServer\` another \`path\`.`);
  }
  if (await isListening(path)) {
    throw new DebugServerError(
      `\`${path}\` is taken: give \`debugServer\` another \`path\`, or end who listens there.`,
    );
  }
}

function statsOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}
