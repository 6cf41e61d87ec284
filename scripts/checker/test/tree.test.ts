import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { listProcesses, type Process } from '../service/processes.ts';
import { endTree, related } from '../service/tree.ts';

const MARK = 'LEAKLAB_SERVICE=of-this-test';

function process_(pid: number, parent: number, group: number, rest: Partial<Process> = {}): Process {
  return { pid, parent, group, zombie: false, command: '', hasInEnvironment: () => false, ...rest };
}

const pids = (processes: readonly Process[], known: number[]): number[] =>
  related(processes, MARK, new Set(known)).map(({ pid }) => pid);

describe('what belongs to a service', () => {
  test('itself, its children and theirs, in whatever order they are listed', () => {
    const processes = [process_(30, 20, 10), process_(20, 10, 10), process_(10, 1, 10), process_(99, 1, 99)];
    expect(pids(processes, [10]).sort()).toEqual([10, 20, 30]);
  });

  test('its group, though the parent is gone', () => {
    expect(pids([process_(30, 1, 10), process_(40, 1, 40)], [10])).toEqual([30]);
  });

  test('the group of a child that left the group, and is gone', () => {
    expect(pids([process_(51, 1, 50), process_(60, 51, 60)], [10, 50]).sort()).toEqual([51, 60]);
  });

  test('what carries its mark, and what descends from that', () => {
    const marked = process_(70, 1, 70, { hasInEnvironment: (text) => text === MARK });
    expect(pids([process_(71, 70, 71), marked, process_(80, 1, 80)], [10]).sort()).toEqual([70, 71]);
  });

  test('neither the dead nor the checker itself', () => {
    const processes = [process_(20, 10, 10, { zombie: true }), process_(process.pid, 10, 10)];
    expect(pids(processes, [10])).toEqual([]);
  });
});

test.skipIf(process.platform === 'win32')('this process is in the list, with its parent', () => {
  const own = listProcesses().find(({ pid }) => pid === process.pid);
  expect(own).toMatchObject({ parent: process.ppid, zombie: false });
  expect(own?.command).toContain('node');
});

test('a tree is ended whole; ending it again is no error', async () => {
  // A child in the group, one that left it, and none of them heeds a signal that can be heeded.
  const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log(process.pid);";
  const script = `
    const { spawn } = require('node:child_process');
    for (const detached of [false, true]) spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { detached, stdio: ['ignore', 'inherit', 'inherit'] });
    ${stubborn}`;
  const child = spawn(process.execPath, ['-e', script], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString('utf8');
  });
  await vi.waitFor(() => expect(text.trim().split('\n')).toHaveLength(3), { timeout: 20_000 });
  const started = text.trim().split('\n').map(Number);
  const tree = { pid: child.pid ?? 0, mark: MARK, children: [] };
  endTree(tree);
  await once(child, 'exit');
  await vi.waitFor(() => expect(started.filter(isAlive)).toEqual([]), { timeout: 20_000 });
  endTree(tree);
});

function isAlive(pid: number): boolean {
  return listProcesses().some((each) => each.pid === pid && !each.zombie);
}
