import { printable } from '../../profile/printable.ts';
import type { NodeProcess } from '../processes.ts';
import { renderTable } from './table.ts';

/** As gops lists them: `*` stands behind the name where an agent answers. */
export function renderProcesses(processes: readonly NodeProcess[], width?: number): string {
  if (processes.length === 0) return 'No Node process is running on this machine.\n';
  const rows = processes.map(({ pid, ppid, name, agent, version, script }) => [
    String(pid),
    String(ppid),
    `${printable(name)}${agent ? '*' : ''}`,
    version ?? '-',
    printable(script),
  ]);
  return renderTable([['PID', 'PPID', 'NAME', 'NODE', 'SCRIPT'], ...rows], width);
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

function label({ pid, name, agent, version, script }: NodeProcess): string {
  return `${pid}${agent ? ' [*]' : ''} (${printable(name)}) {${version ?? '-'}} ${printable(script)}`.trimEnd();
}
