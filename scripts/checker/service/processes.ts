/** The processes of this machine, as far as they can be told apart here. Not on Windows, which ends trees by itself. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Process {
  pid: number;
  parent: number;
  group: number;
  /** Dead already, and only not yet waited for. */
  zombie: boolean;
  /** The program and its arguments. */
  readonly command: string;
  /** Whether the text stands in its environment; false where that can't be read. */
  hasInEnvironment(text: string): boolean;
}

export function listProcesses(): Process[] {
  if (process.platform === 'win32') return [];
  return process.platform === 'linux' ? fromProc() : fromPs();
}

function fromProc(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      // `pid (name, which may hold anything) state parent group …`
      const match = /\) (\w) (\d+) (\d+) /.exec(read(`/proc/${name}/stat`).replace(/^.*\)/s, ')'));
      if (match === null) return [];
      const [, state, parent, group] = match;
      let environment: string[] | undefined;
      return {
        pid: Number(name),
        parent: Number(parent),
        group: Number(group),
        zombie: state === 'Z',
        get command() {
          return read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim();
        },
        hasInEnvironment(text: string) {
          environment ??= read(`/proc/${name}/environ`).split('\0');
          return environment.includes(text);
        },
      };
    });
}

function fromPs(): Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,args='], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\w)\S*\s+(.*)$/.exec(line);
    if (match === null) return [];
    const [, pid, parent, group, state, command = ''] = match;
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      zombie: state === 'Z',
      command,
      hasInEnvironment: () => false,
    };
  });
}

/** Empty for a process that is gone, or another user's. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
