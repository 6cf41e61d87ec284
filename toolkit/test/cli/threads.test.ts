/** The worker threads of a program: apart and in sum, and those that don't answer are named. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Profile } from 'pprof-format';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { type Service, startService } from '../agent/service.ts';
import { taskscope as command, type Ended } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'agent-'));
const env = { TASKSCOPE_AGENT_DIR: folder };
const MISSING = [
  { name: 'busy', reason: /^it is busy: a loop that never awaits$/ },
  { name: 'bare', reason: /^it runs without `taskscope\/register`: leave its `execArgv` out/ },
];

let service: Service;
beforeAll(async () => {
  service = await startService({}, { program: 'threads.mjs', env });
});
afterAll(async () => {
  await service.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function taskscope(...words: string[]): Promise<string> {
  const { status, stdout, stderr }: Ended = await command([...words, String(service.pid)], env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

describe('of a program with worker threads', () => {
  test('the numbers are told apart and in sum, and two are missing', async () => {
    const text = await taskscope('stats');
    // Old versions of Node don't tell the names.
    expect(text).toMatch(/^tasks: 6 \(main: 1, worker 1( mailer)?: 2, worker 2( parent)?: 0, worker 3( child)?: 3\)\n/);
    expect(text).toMatch(/\nworker \d( busy)? is missing: it is busy: a loop that never awaits\n/);
    expect(text).toMatch(/\nworker \d( bare)? is missing: it runs without `taskscope\/register`: /);
    const told = JSON.parse(await taskscope('stats', '--json'));
    expect(told).toMatchObject({ tasks: 1, allThreads: { tasks: 6, leaked: 0 } });
    expect(told.missingThreads).toEqual(
      MISSING.map(({ reason }) => ({
        thread: expect.any(Number),
        name: expect.any(String),
        reason: expect.stringMatching(reason),
      })),
    );
    // It is the mother thread's event loop that counts, and nobody was warned.
    expect(service.complaints()).toBe('');
  });

  test.skipIf(isShort)('the profile has all groups, each with its thread, and places that are right', async () => {
    const { total, groups, missing } = JSON.parse(await taskscope('profile', '--json'));
    expect(total).toBe(6);
    expect(groups.map((group: { count: number; labels: object }) => [group.count, group.labels])).toEqual([
      [3, { thread: expect.stringMatching(/^worker 3/) }],
      [2, { thread: expect.stringMatching(/^worker 1/) }],
      [1, { thread: 'main' }],
    ]);
    expect(missing).toHaveLength(2);
    const program = join(import.meta.dirname, '..', 'agent', 'programs', 'threads.mjs');
    const line =
      readFileSync(program, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('held.push')) + 1;
    for (const { frames } of groups) expect(frames).toMatchObject([{ name: 'waits', file: program, line }]);
    expect(await taskscope('profile')).toMatch(/^task profile: total 6\n# worker \d( busy)? is missing: it is busy/);
  });

  test.skipIf(isShort)('the binary form has them, too', async () => {
    const file = join(folder, 'tasks.pb.gz');
    await taskscope('profile', '--pprof', file);
    const { sample, stringTable, comment } = Profile.decode(gunzipSync(readFileSync(file)));
    const texts = stringTable.strings;
    const threads = sample.flatMap(({ label }) => label.filter(({ key }) => texts[Number(key)] === 'thread'));
    expect(threads).toHaveLength(3);
    expect(comment.map((each) => texts[Number(each)])).toEqual([
      expect.stringContaining('is missing: it is busy'),
      expect.stringContaining('is missing: it runs without'),
    ]);
  });

  test.skipIf(isShort)('each task is told, those of worker threads by group; as JSON one by one', async () => {
    expect(await taskscope('stack')).toMatch(
      /^task \d+ \[await, \d+ ms\]:\n[\s\S]*\n3 tasks \[await, \d+ ms, labels:\{"thread":"worker 3/,
    );
    const lines = (await taskscope('stack', '--json')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).labels.thread?.slice(0, 8))).toEqual([
      undefined,
      ...Array(2).fill('worker 1'),
      ...Array(3).fill('worker 3'),
    ]);
  });

  test.skipIf(isShort)('the proof does not wait for those that can not answer', async () => {
    expect(await taskscope('leaks')).toMatch(/^0 tasks are proven to be leaked\nworker \d( busy)? is missing: /);
  });
});

describe('the debug routes', () => {
  const route = async (path: string): Promise<string> => {
    const port: unknown = Reflect.get(service, 'port');
    return (await fetch(`http://127.0.0.1:${port}/debug/pprof/${path}`)).text();
  };

  test('show them on the index, and in the profiles', async () => {
    const index = await route('');
    expect(index).toMatch(
      /<p>Tasks by thread: main: 1, worker 1( mailer)?: 2, worker 2( parent)?: 0, worker 3( child)?: 3\.<\/p>/,
    );
    expect(index).toMatch(/<p>worker \d( busy)? is missing: it is busy/);
    expect(index).toContain('<td class="count">6</td>');
    expect(await route('goroutine?debug=1')).toMatch(/^goroutine profile: total 6\n# worker \d( busy)? is missing/);
    expect(await route('goroutine?debug=2')).toContain('{"thread":"main"}'.replace('main', 'worker 3').slice(0, -2));
  });

  test.skipIf(isShort)('know the places of all threads by their addresses', async () => {
    const [address = ''] =
      /0x[0-9a-f]+(?=\n# labels: \{"thread":"worker 3)/.exec(await route('goroutine?debug=1')) ?? [];
    expect(await route(`symbol?${address}`)).toMatch(/waits .*threads\.mjs:\d+\n$/);
  });
});

test.skipIf(isShort)('the processes of a cluster are processes, and the list says whose', async () => {
  const cluster = await startService({}, { program: 'cluster.mjs', env });
  const workers: number[] = Reflect.get(cluster, 'workers');
  const listed = async (pid: number): Promise<string | undefined> =>
    (await command(['list'], env)).stdout.split('\n').find((line) => line.startsWith(`${pid} `));
  try {
    expect(workers).toHaveLength(2);
    for (const [index, pid] of workers.entries()) {
      const whose = new RegExp(`node\\S*\\* .*cluster\\.mjs \\(cluster worker ${index + 1} of ${cluster.pid}\\)$`);
      // On a busy machine an agent may be too late for a list, which waits for nobody.
      await expect.poll(() => listed(pid), { timeout: 30_000 }).toMatch(whose);
    }
    expect(await listed(cluster.pid)).toMatch(/cluster\.mjs$/);
  } finally {
    await cluster.end('SIGKILL');
  }
});
