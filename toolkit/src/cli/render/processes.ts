import { printable } from '../../profile/printable.ts';
import type { NodeProcess } from '../processes.ts';
import { renderTable } from './table.ts';

/** As gops lists them: `*` stands behind the name where an agent answers. */
export function renderProcesses(processes: readonly NodeProcess[], width?: number): string {
  if (processes.length === 0) return 'No Node process is running on this machine.\n';
  const rows = processes.map(({ pid, ppid, name, agent, version, ...each }) => [
    String(pid),
    String(ppid),
    `${printable(name)}${agent ? '*' : ''}`,
    version ?? '-',
    program({ ppid, ...each }),
  ]);
  return renderTable([['PID', 'PPID', 'NAME', 'NODE', 'SCRIPT'], ...rows], width);
}

/** What it runs, and whose it is: the processes of a cluster run the same. */
function program({ script, clusterWorker, ppid }: Pick<NodeProcess, 'script' | 'clusterWorker' | 'ppid'>): string {
  return `${printable(script)}${clusterWorker === null ? '' : ` (cluster worker ${clusterWorker} of ${ppid})`}`;
}

/** The processes under those that started them. */
export function renderTree(processes: readonly NodeProcess[]): string {
  const known = new Set(processes.map(({ pid }) => pid));
  const roots = processes.filter(({ ppid }) => !known.has(ppid));
  const lines = ['...'];
  const add = (siblings: readonly NodeProcess[], indent: string): void => {
    siblings.forEach((each, index) => {
      const last = index === siblings.length - 1;
      lines.push(`${indent}${last ? '└──' : '├──'} ${label(each)}`);
      add(
        processes.filter(({ ppid }) => ppid === each.pid),
        `${indent}${last ? '    ' : '│   '}`,
      );
    });
  };
  add(roots, '');
  return `${lines.join('\n')}\n`;
}

function label({ pid, name, agent, version, ...each }: NodeProcess): string {
  return `${pid}${agent ? ' [*]' : ''} (${printable(name)}) {${version ?? '-'}} ${program(each)}`.trimEnd();
}
