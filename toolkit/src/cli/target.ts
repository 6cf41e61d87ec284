/** Finding the agent of a process: what was typed, as an address, or one sentence that says what to do. */
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gopsFolder, socketFolder, socketPath } from '../protocol/places.ts';

/** What `net.connect` takes, and the pid that has to answer there; null where an address was typed. */
export interface Target {
  at: { path: string } | { host: string; port: number };
  pid: number | null;
}

/** Something that keeps us from the agent; the message is one sentence with the next step. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

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

/** Where the agent of the process says it listens; null where it has none. */
export function findAgent(pid: number): Target['at'] | null {
  const folder = socketFolder(ownerOf(pid));
  const path = socketPath(folder, pid);
  if (folder === null || isThere(path)) return { path };
  const port = Number(read(join(gopsFolder(), String(pid))));
  return port > 0 && port < 65_536 ? { host: '127.0.0.1', port } : null;
}

function checkAlive(pid: number): void {
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
    // Not on this system: ours, else we may not ask anyway.
    return null;
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path).isSocket();
  } catch {
    return false;
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
