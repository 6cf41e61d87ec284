/** Where agents are found: by the user and the pid of their process, and nothing else. */
import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where everybody may make a folder, and nobody may touch those of others. */
const SHARED = '/tmp';

/** Of this process; null where the system has none. A container may run as a user whom no list of users names. */
export function ownUid(): number | null {
  return process.getuid?.() ?? null;
}

/** The folder that this process was told to use, for its agent and for those that it asks; there, a folder of each user's own. */
export function toldFolder(): string | null {
  return process.env['TASKSCOPE_AGENT_DIR'] || null;
}

/** What the folder of a user's sockets is called. */
export function folderName(uid: number): string {
  return `taskscope-${uid}`;
}

/**
 * The folders where agents of a user may have their sockets, the first one that can be had first: the second and third only
 * where somebody else has taken the name of the first. None depends on how the process was started, so far as that is
 * possible: a service and the shell that asks for it seldom have the same environment. Empty on Windows, where pipes have a
 * name space of their own.
 */
export function socketFolders(uid: number | null): string[] {
  if (uid === null) return [];
  const told = toldFolder();
  if (told !== null) return [join(told, folderName(uid))];
  const { XDG_RUNTIME_DIR: runtime } = process.env;
  const runtimes = new Set([...(runtime && uid === ownUid() ? [runtime] : []), `/run/user/${uid}`]);
  return [join(SHARED, folderName(uid)), ...Array.from(runtimes, (folder) => join(folder, 'taskscope'))];
}

/** The start of a name that nobody can take before us, for where all of `socketFolders` are taken. */
export function lastResort(uid: number): string {
  return join(SHARED, `${folderName(uid)}-`);
}

/** All that have such a name; anybody may have made them. */
export function lastResorts(uid: number | null): string[] {
  if (uid === null || toldFolder() !== null) return [];
  return namesIn(SHARED)
    .map((name) => join(SHARED, name))
    .filter((path) => path.startsWith(lastResort(uid)));
}

/** The socket of an agent in a folder of `socketFolders`. */
export function socketPath(folder: string, pid: number): string {
  return join(folder, `pid-${pid}.sock`);
}

/** The pid in the name of a socket; null where it is none of an agent. */
export function pidOf(name: string): number | null {
  const [, digits] = /^pid-([1-9]\d{0,9})\.sock$/.exec(name) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** The named pipe of an agent on Windows. */
export function pipePath(pid: number): string {
  return `\\\\.\\pipe\\taskscope-${pid}`;
}

/** The folder where gops looks for the port of an agent, in a file named by its pid. Null where this user has no home. */
export function gopsFolder(): string | null {
  const { GOPS_CONFIG_DIR: asked, XDG_CONFIG_HOME: config, APPDATA: roaming } = process.env;
  if (asked) return asked;
  if (process.platform === 'win32' && roaming) return join(roaming, 'gops');
  if (config && process.platform !== 'darwin') return join(config, 'gops');
  const home = homeOf();
  if (home === null) return null;
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Application Support', 'gops')
    : join(home, '.config', 'gops');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function homeOf(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
