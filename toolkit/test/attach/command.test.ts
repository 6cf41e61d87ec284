/** The command itself, on a process that knows nothing of it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { taskscope } from '../cli/command.ts';
import { endTargets, expectUntouched, start } from './targets.ts';

const hasGo = spawnSync('go', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'taskscope-attach-'));

endTargets();
afterAll(() => rmSync(folder, { recursive: true }));

describe.runIf(process.platform === 'linux')('on Linux', () => {
  test("it asks first; then the snapshot is its owner's alone, and the process as it was", async () => {
    const target = await start();
    const file = join(folder, 'app.heapsnapshot');
    if (!isShort) {
      const asked = await taskscope(['attach', String(target.pid)]);
      expect(asked.stderr).toMatch(/would be paused[\s\S]*SIGUSR1[\s\S]*add `--yes`\.\n$/);
      expect(target.complained()).toBe('');
    }
    const { stdout, stderr, status } = await taskscope(['attach', String(target.pid), '--yes', '--snapshot', file]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^100 async functions are suspended at an await, at 1 place\n\n100 backend .*leaking\.mjs:10\n +held by variable pending/,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8')).snapshot.node_count).toBeGreaterThan(0);
    expectUntouched(target);
  });

  test.skipIf(isShort)('a file that is there is not overwritten, and the process not touched for it', async () => {
    const target = await start();
    const file = join(folder, 'mine.txt');
    writeFileSync(file, 'mine');
    const { stderr, status } = await taskscope(['attach', String(target.pid), '--yes', '--snapshot', file]);
    expect(stderr).toMatch(/mine\.txt` can't be written \(EEXIST.*\): give `--snapshot` the name of a new file\.\n$/);
    expect(status).toBe(1);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(target.complained()).toBe('');
  });

  test.skipIf(isShort)('a part of a snapshot is not left on the disk', async () => {
    const target = await start(['large']);
    const file = join(folder, 'part.heapsnapshot');
    const words = ['attach', String(target.pid), '--yes', '--force', '--patience', '0.05', '--snapshot', file];
    expect((await taskscope(words)).stderr).toMatch(/was not read: no word of its heap snapshot/);
    expect(existsSync(file)).toBe(false);
    await expect.poll(() => target.opened(), { timeout: 40_000 }).toBe(0);
  });

  test.skipIf(isShort)('JSON: all threads, and whether its inspector is open still', async () => {
    const target = await start(['worker']);
    const { stdout } = await taskscope(['attach', String(target.pid), '--yes', '--json']);
    const { pid, threads, missing, stillOpen } = JSON.parse(stdout);
    expect({ pid, missing, stillOpen }).toEqual({ pid: target.pid, missing: [], stillOpen: null });
    expect(threads.map(({ suspended }: { suspended: { total: number } }) => suspended.total)).toEqual([100, 7]);
  });

  test.skipIf(isShort || !hasGo)('a profile of all threads, which Go reads', async () => {
    const target = await start(['worker']);
    const file = join(folder, 'held.pb.gz');
    await taskscope(['attach', String(target.pid), '--yes', '--pprof', file]);
    const top = execFileSync('go', ['tool', 'pprof', '-top', file], { encoding: 'utf8' });
    expect(top).toMatch(/^ +100 .*\.backend$/m);
    expect(top).toMatch(/^ +7 .*\.inWorker$/m);
    expectUntouched(target);
  });

  test.skipIf(isShort)('one that is busy is shown all the same, and that its inspector is open still', async () => {
    const target = await start(['busy']);
    await target.said('busy');
    const { stdout, status } = await taskscope(['attach', String(target.pid), '--yes']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^100 async functions[\s\S]*\nThe inspector of process `\d+` is open still, at port \d+/);
  });

  test('what is no pid, or none of a process', async () => {
    expect((await taskscope(['attach', 'app.js'])).stderr).toMatch(/^`app\.js` is no pid/);
    if (!isShort) expect((await taskscope(['attach', '4194305', '--yes'])).stderr).toMatch(/^There is no process/);
  });
});

test('elsewhere it says what to do instead', async () => {
  const elsewhere = "data:text/javascript,Object.defineProperty(process,'platform',{value:'darwin'})";
  const { stderr, status } = await taskscope(['attach', '1'], { NODE_OPTIONS: `--import=${elsewhere}` });
  expect(stderr).toContain('not supported here');
  expect(status).toBe(1);
});
