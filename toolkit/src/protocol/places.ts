/** Where agents are found: by the pid of their process, and nothing else. */
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of the sockets of a user's agents. It depends on no environment variable: a service and the shell that asks
 * for it seldom have the same ones. Null on Windows, where pipes have a name space of their own.
 */
export function socketFolder(uid: number | null): string | null {
  if (process.platform === 'win32') return null;
  return process.env['TASKSCOPE_AGENT_DIR'] ?? `/tmp/taskscope-${uid ?? userInfo().uid}`;
}

/** The socket, or the named pipe, of an agent. */
export function socketPath(folder: string | null, pid: number): string {
  return folder === null ? `\\\\.\\pipe\\taskscope-${pid}` : join(folder, `${pid}.sock`);
}

/** The folder where gops looks for the port of an agent, in a file named by its pid. */
export function gopsFolder(): string {
  const { GOPS_CONFIG_DIR: asked, XDG_CONFIG_HOME: config, APPDATA: roaming } = process.env;
  if (asked) return asked;
  if (process.platform === 'win32' && roaming) return join(roaming, 'gops');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'gops');
  return join(config || join(homedir(), '.config'), 'gops');
}
