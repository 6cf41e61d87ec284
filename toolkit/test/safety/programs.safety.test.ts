/**
 * @area Programs of other users
 * @promised Nobody's program is run to find out what a process is: the version comes from its agent, or from the bytes of the
 *   executable that it runs, or is `-`.
 * @trusted Other users with nothing: root may ask about anybody.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { executableVersion, versionIn } from '../../src/cli/executable-version.ts';
import { taskscope } from '../cli/command.ts';
import { isLinux, isRoot, isShort, makeFolder, STRANGER } from './machine.ts';

/** A program that waits, by an executable of this path, and is ended with the test. */
async function startProgram(path: string, as: { uid?: number } = {}): Promise<ChildProcess> {
  const child = spawn(path, ['--eval', 'process.stdin.resume(); console.log("ready")'], {
    ...as,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

/** A script that stands at `path`, and leaves a file behind where somebody runs it. */
function layTrap(path: string): string {
  const trace = `${path}.was-run`;
  rmSync(path);
  writeFileSync(path, `#!/bin/sh\ntouch '${trace}'\necho v99.9.9\n`, { mode: 0o755 });
  return trace;
}

async function listedVersion(pid: number | undefined): Promise<string | null | undefined> {
  const { stdout } = await taskscope(['list', '--json']);
  const processes: { pid: number; version: string | null }[] = JSON.parse(stdout);
  return processes.find((each) => each.pid === pid)?.version;
}

describe.skipIf(!isLinux)('the version of a process', () => {
  const isRead = async (as: { uid?: number }): Promise<void> => {
    const path = join(makeFolder(), 'node');
    copyFileSync(process.execPath, path);
    const { pid } = await startProgram(path, as);
    const trace = layTrap(path);
    expect(await listedVersion(pid)).toBe(process.version);
    expect(existsSync(trace)).toBe(false);
  };

  // In short as another user, where that can be: the same, and more.
  test.skipIf(isShort && isRoot)('comes from the bytes that it runs; what was put in their place is not run', () =>
    isRead({}),
  );

  test.skipIf(!isRoot)('of another user does so, too, where root asks', () => isRead(STRANGER));

  test.skipIf(isShort)('a program of another kind that calls itself node has none, and is not run', async () => {
    const path = join(makeFolder(), 'node');
    copyFileSync('/bin/cat', path);
    const child = spawn(path, { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stdin.write('ready');
    await once(child.stdout, 'data');
    expect(await listedVersion(child.pid)).toBeNull();
  });

  test('a huge executable is not read', async () => {
    const path = join(makeFolder(), 'node');
    copyFileSync(process.execPath, path);
    // With a hole at its end it still runs.
    truncateSync(path, 2 ** 40);
    const { pid = 0 } = await startProgram(path);
    expect(await executableVersion(pid)).toBeNull();
  });

  test('a link in the place of a program tells of what is run, and a process that is gone of nothing', async () => {
    const path = join(makeFolder(), 'node');
    symlinkSync(process.execPath, path);
    const child = await startProgram(path);
    expect(await executableVersion(child.pid ?? 0)).toBe(process.version);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await executableVersion(child.pid ?? 0)).toBeNull();
  });
});

test('only a version between two NULs is one, wherever it stands', () => {
  const bytes = (text: string): Buffer => Buffer.concat([Buffer.alloc(100), Buffer.from(text)]);
  expect(versionIn(bytes('\0node.js/v22.23.3\0'))).toBe('v22.23.3');
  expect(versionIn(bytes('\0node.js/v\0node.js/v1.2.3\u001b]0;\0node.js/v24.0.1\0'))).toBe('v24.0.1');
  for (const text of ['\0node.js/v22.23', 'node.js/v22.23.3\0', '\0node.js/v22.23.3', '\0node.js/v1.2.99999\0', '']) {
    expect(versionIn(Buffer.from(text))).toBeNull();
  }
});
