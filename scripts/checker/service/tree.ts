/** A service, and all that it started: finding it, and ending it. */
import { spawnSync } from 'node:child_process';
import { listProcesses, type Process } from './processes.ts';

/** What is known of a service's processes. */
export interface Tree {
  /** It leads a process group of its own. */
  pid: number;
  /** `NAME=value` in the environment of the service and of what it starts: a child that left the group has it still. */
  mark: string;
  /** Children that it told of. */
  children: readonly number[];
}

/** While one round ends them, a program can start more. */
const ROUNDS = 20;
/** tsx translates by esbuild, which may run beside the service. */
const TOOL = /[/\\]node_modules[/\\](@?esbuild|tsx)[/\\]/;

/** Ends all of it. A process that is gone already is no error. */
export function endTree(tree: Tree): void {
  if (process.platform === 'win32') {
    for (const pid of [tree.pid, ...tree.children])
      spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  // Found before the first of them dies: then a child still knows its parent.
  const known = new Set([tree.pid, ...tree.children]);
  for (let round = 0; round < ROUNDS; round++) {
    const found = related(listProcesses(), tree.mark, known);
    if (found.length === 0) return;
    for (const { pid } of found) {
      known.add(pid);
      signal(pid, 'SIGKILL');
    }
    signal(-tree.pid, 'SIGKILL');
  }
}

/** What runs beside the service itself, the tools that translate it left out: the programs and their arguments. */
export function programsBeside({ pid, mark, children }: Tree): string[] {
  if (process.platform === 'win32')
    return children.filter((child) => signal(child, 0)).map((child) => `process ${child}`);
  return related(listProcesses(), mark, new Set([pid, ...children]))
    .filter((each) => each.pid !== pid && !TOOL.test(each.command))
    .map(({ command }) => command);
}

/** Those of the processes that are known, are in a group of one that is known, descend from one, or carry the mark. */
export function related(processes: readonly Process[], mark: string, known: ReadonlySet<number>): Process[] {
  const pids = new Set(known);
  const found = new Set<Process>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const each of processes) {
      if (found.has(each) || each.zombie || each.pid === process.pid) continue;
      const { pid, parent, group } = each;
      if (![pid, parent, group].some((number) => pids.has(number)) && !each.hasInEnvironment(mark)) continue;
      found.add(each);
      pids.add(pid);
    }
  }
  return [...found];
}

/** Whether there was somebody to get it. */
function signal(pid: number, name: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
