/** Finding the agent of a process: what was typed, as an address, or one sentence that says what to do. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { gopsFolder, lastResorts, ownUid, pipePath, socketFolders, socketPath } from '../protocol/places.ts';

/** What `net.connect` takes, and the pid that has to answer there; null where an address was typed. */
export interface Target {
  at: { path: string } | { host: string; port: number };
  pid: number | null;
}

/** Something that keeps us from the agent; the message is one sentence with the next step. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

/** Of a port file: five digits, and a line end. */
const PORT_BYTES = 8;

/** `word` is a pid, or `host:port`. Throws a `TargetError`. */
export function findTarget(word: string): Target {
  const [, host, digits] = /^\[?([^\]]*?)\]?:(\d{1,5})$/.exec(word) ?? [];
  if (host !== undefined) return { at: { host: host === '' ? '127.0.0.1' : host, port: Number(digits) }, pid: null };
  if (!/^[1-9]\d{0,9}$/.test(word)) {
    throw new TargetError(
      `\`${word}\` is no pid and no \`host:port\`: run \`taskscope\` for the pids of this machine.`,
    );
  }
  const pid = Number(word);
  checkAlive(pid);
  const at = findAgent(pid);
  if (at === null) {
    throw new TargetError(
      `Process \`${pid}\` has no agent: call \`listen()\` of \`taskscope/agent\` in it, or start it with \`taskscope run\`.`,
    );
  }
  return { at, pid };
}

/**
 * Where the agent of the process says it listens; null where it has none. What belongs to another user than the process
 * counts for nothing: anybody may have put it there, in place of an agent.
 */
export function findAgent(pid: number): Target['at'] | null {
  if (process.platform === 'win32') return { path: pipePath(pid) };
  // Where the system does not tell, it is ours, else we may not ask anyway.
  const owner = ownerOf(pid) ?? ownUid();
  for (const folder of [...socketFolders(owner), ...lastResorts(owner)]) {
    const path = socketPath(folder, pid);
    if (statsOf(folder, owner)?.isDirectory() && statsOf(path, owner)?.isSocket()) return { path };
  }
  const ports = gopsFolder();
  const port = ports === null ? 0 : portIn(join(ports, String(pid)), owner);
  return port > 0 && port < 65_536 ? { host: '127.0.0.1', port } : null;
}

/** Throws a `TargetError` where there is no such process, or we may not ask it. */
export function checkAlive(pid: number): void {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EPERM') {
      throw new TargetError(`Process \`${pid}\` belongs to another user: ask as that user, or as root.`);
    }
    throw new TargetError(`There is no process \`${pid}\`: run \`taskscope\` for those that are there.`);
  }
}

function ownerOf(pid: number): number | null {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return null;
  }
}

/** Of the file itself, where it is a link; null where there is none of this owner. */
function statsOf(path: string, owner: number | null): Stats | null {
  try {
    const stats = lstatSync(path);
    return stats.uid === owner ? stats : null;
  } catch {
    return null;
  }
}

/** Of the file that was opened, not of what stands at the path a moment later; never more of it than a port takes. */
function portIn(file: string, owner: number | null): number {
  let opened: number | undefined;
  try {
    opened = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = fstatSync(opened);
    if (!stats.isFile() || (owner !== null && stats.uid !== owner)) return 0;
    const bytes = Buffer.alloc(PORT_BYTES);
    const text = bytes.toString('latin1', 0, readSync(opened, bytes));
    return /^\d{1,5}\s*$/.test(text) ? Number(text) : 0;
  } catch {
    return 0;
  } finally {
    if (opened !== undefined) closeSync(opened);
  }
}
