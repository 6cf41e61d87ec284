/** What happens to the process that checks never reaches who asks, and leaves nothing running. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { isLeftOut, isShort } from '../../test/short.ts';
import { type Judge, type JudgeRequest, startJudge } from '../judge.ts';
import type { Fact } from '../verdict.ts';
import { fixture, LAB, running } from './judging.ts';

const judges: Judge[] = [];
const TIMEOUT = { timeout: 20_000 };

afterEach(async () => {
  for (const judge of judges.splice(0)) await judge.close();
});

function judge(): Judge {
  const started = startJudge();
  judges.push(started);
  return started;
}

function requestFor(name: string, labFolder = LAB): JudgeRequest {
  return { lab: 'fixture', labFolder, folder: fixture(name) };
}

const nothingLeft = (name: string): Promise<void> =>
  vi.waitFor(() => expect(running(fixture(name))).toEqual([]), TIMEOUT);
const isRunning = (name: string): Promise<void> =>
  vi.waitFor(() => expect(running(fixture(name))).not.toEqual([]), TIMEOUT);

test.skipIf(isShort)(
  'a process that is killed while it checks could not judge; its service is ended, and the next check works',
  async () => {
    const own = judge();
    const verdict = await own.judge(requestFor('detached-child', join(import.meta.dirname, 'crashing-lab')));
    expect(verdict).toMatchObject({ lab: 'fixture', outcome: 'could-not-judge', facts: [] });
    expect(verdict.reason).toMatch(/ended before it could tell\. Try again/);
    await nothingLeft('detached-child');
    expect(await own.judge(requestFor('healthy'))).toMatchObject({ outcome: 'pass' });
  },
);

test('facts are told one by one, and in the end they are those of the verdict', async () => {
  const told: Fact[][] = [];
  const { facts } = await judge().judge(requestFor('healthy'), { onFacts: (all) => told.push(all) });
  const decided = told.map((all) => all.filter(({ state }) => state !== 'not-reached').length);
  expect(decided).toEqual(Array.from({ length: facts.length + 1 }, (_, index) => index));
  expect(told.at(-1)).toEqual(facts);
});

test('a check that can not be loaded could not judge, and says what to do', async () => {
  const verdict = await judge().judge(requestFor('healthy', fixture('healthy')));
  expect(verdict.outcome).toBe('could-not-judge');
  expect(verdict.reason).toMatch(/`labs\/healthy\/check\.ts` can't be loaded\. Restore it with `git checkout/);
});

test.skipIf(isShort)('who asks again gives up the check before: it is rejected, and nothing of it stays', async () => {
  const own = judge();
  const controller = new AbortController();
  const given = own.judge(requestFor('never-listens'), { signal: controller.signal });
  const rejected = expect(given).rejects.toThrow('saved again');
  await isRunning('never-listens');
  controller.abort(new Error('saved again'));
  await rejected;
  await nothingLeft('never-listens');
  expect(await own.judge(requestFor('healthy'))).toMatchObject({ outcome: 'pass' });
});

// To the whole group, as Ctrl-C does and an impatient system: then nobody is left who knew of the service, but its watchdog.
test.for([
  ['SIGKILL', 'alone'],
  ['SIGINT', 'with its whole group'],
  ['SIGKILL', 'with its whole group'],
] as const)(
  'when who asked ends by %s, %s, its check and its service end too, though the service loops for ever',
  async ([signal, whom], { skip }) => {
    skip(isLeftOut(whom, ['alone']));
    const folder = mkdtempSync(join(tmpdir(), 'leaklab-'));
    const loops = join(folder, 'loops');
    const script = `
    const { startJudge } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../judge.ts')).href)});
    await startJudge().judge(${JSON.stringify(requestFor('detached-child'))}, { onProgress: () => process.send('checking') });
    await startJudge().judge(${JSON.stringify(requestFor('loops-at-start'))});`;
    const asker = spawn(process.execPath, ['--conditions=taskscope-source', '--input-type=module', '-e', script], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, LEAKLAB_TEST_LOOPS: loops },
    });
    await once(asker, 'message');
    await vi.waitFor(() => expect(existsSync(loops)).toBe(true), TIMEOUT);
    process.kill(whom === 'alone' ? (asker.pid ?? 0) : -(asker.pid ?? 0), signal);
    await once(asker, 'exit');
    await nothingLeft('loops-at-start');
    await nothingLeft('detached-child');
    rmSync(folder, { recursive: true });
  },
);

test('a judge that is closed while a check is dropped leaves no process behind', async () => {
  const processes = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;
  const before = processes();
  const own = judge();
  expect(processes()).toBe(before + 1);
  const dropped = new AbortController();
  const checking = own.judge(requestFor('healthy'), { signal: dropped.signal });
  const rejected = expect(checking).rejects.toThrow('quit');
  dropped.abort(new Error('quit'));
  await own.close();
  await rejected;
  await vi.waitFor(() => expect(processes()).toBe(before), TIMEOUT);
});

test('a judge that is asked again at once after a check was dropped uses another process', async () => {
  const own = judge();
  const dropped = new AbortController();
  const first = expect(own.judge(requestFor('healthy'), { signal: dropped.signal })).rejects.toThrow('saved again');
  dropped.abort(new Error('saved again'));
  expect(await own.judge(requestFor('healthy'))).toMatchObject({ outcome: 'pass' });
  await first;
});
