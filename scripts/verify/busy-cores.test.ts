import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, vi } from 'vitest';
import { isLeftOut } from '../test/short.ts';
import { keepCoresBusy } from './busy-cores.ts';

const MODULE = pathToFileURL(join(import.meta.dirname, 'busy-cores.ts')).href;

test('as many programs as asked for run, and none after the end', async () => {
  const busy = await keepCoresBusy(2);
  expect(busy.pids.filter(isAlive)).toHaveLength(2);
  await busy.end();
  expect(busy.pids.filter(isAlive)).toEqual([]);
  // Ending them again is no error.
  await busy.end();
});

test.skipIf(process.platform === 'win32').for(['SIGKILL', 'SIGTERM'] as const)(
  'whoever keeps them busy is ended by %s: so are they',
  async (signal, { skip }) => {
    skip(isLeftOut(signal, ['SIGKILL']));
    const script = `const { keepCoresBusy } = await import(${JSON.stringify(MODULE)});
      process.send((await keepCoresBusy(1)).pids);`;
    const words = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const [pids] = await once(child, 'message');
    expect(pids.filter(isAlive)).toHaveLength(1);
    child.kill(signal);
    await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 20_000 });
  },
);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
