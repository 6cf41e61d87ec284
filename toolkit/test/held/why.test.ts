/** `taskscope why PID`: the largest groups of a process with an agent, and what holds each of them. */

import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { Signal } from '../../src/protocol/signals.ts';
import { type Service, startService } from '../agent/service.ts';
import { taskscope } from '../cli/command.ts';
import { NODES } from '../nodes.ts';
import { toldByThread, toldOf, truthOf } from './expected.ts';

// Each takes snapshots of a process, and reads them in another one: on a machine that is busy that is long.
vi.setConfig({ testTimeout: 240_000 });

const PROGRAM = '../../held/programs/held.mjs';
const TRUTH = truthOf(fileURLToPath(new URL('./programs/held.mjs', import.meta.url)));

async function withService(options: object, node: string, use: (service: Service) => Promise<void>): Promise<void> {
  const service = await startService(options, { program: PROGRAM, node });
  try {
    await use(service);
  } finally {
    await service.end('SIGKILL');
  }
}

describe.each(NODES)('on Node $major', ({ path }) => {
  test.skipIf(path === null || isShort)('each group: its count, its line, and what holds it', async () => {
    await withService({}, path ?? '', async ({ pid }) => {
      const { stdout, stderr } = await taskscope(['why', String(pid), '--yes', '--json']);
      expect(stderr).toBe('');
      const told = JSON.parse(stdout);
      expect(told.total).toBe(11);
      const groups = toldOf(told);
      expect(groups.map(({ count, place }) => ({ count, place }))).toEqual(
        TRUTH.map(({ count, place }) => ({ count, place })),
      );
      for (const [index, { heldBy, place }] of TRUTH.entries()) expect(groups[index]?.heldBy, place).toContain(heldBy);
    });
  });
});

test('as text: the stack, and below it the way from the root; it says before what it does', async () => {
  await withService({}, process.execPath, async ({ pid }) => {
    const { stderr, status } = await taskscope(['why', String(pid)]);
    expect(stderr).toMatch(
      new RegExp(
        `^Process \`${pid}\` would be paused:\nfor about \\d+\\.\\d s, .* memory more\\.\n.*\nThere is no terminal`,
      ),
    );
    expect(status).toBe(1);
    const { stdout } = await taskscope(['why', String(pid), '--yes']);
    expect(stdout).toMatch(/^11 live tasks\n\n5 tasks \[await, \d+ ms\]:\nwatch\n\t\S+held\.mjs:\d+:3\nouter\n/);
    expect(stdout).toMatch(/\n {4}held by variable hubs: Map \(\S+held\.mjs\) → Hub → \.watchers → \[\] → Promise\n/);
  });
});

describe.skipIf(isShort).each(NODES)('the worker threads, on Node $major', ({ path }) => {
  test.skipIf(path === null)('each group with its thread and its holder; who does not answer is named', async () => {
    // What is shown of it, and what the program is told itself, is the same on every version.
    const isThis = path === process.execPath;
    const env = isThis ? { ASK_ITSELF: '1' } : {};
    const service = await startService({}, { program: '../../held/programs/workers.mjs', node: path ?? '', env });
    try {
      const answer = await taskscope(['why', String(service.pid), '--yes', '--json']);
      expect(answer.stderr).toBe('');
      const inProgram = isThis ? [JSON.stringify(Reflect.get(service, 'held'))] : [];
      for (const held of [answer.stdout, ...inProgram].map((text) => JSON.parse(text))) {
        expect(toldByThread(held)).toEqual([
          [
            'waits 3',
            expect.stringMatching(/^worker 1/),
            expect.stringMatching(/^variable inWorker: Map \(.*workers\.mjs\)/),
          ],
          ['waits 2', expect.stringMatching(/^worker \d/), expect.stringMatching(/^variable inWorker: Map/)],
          ['waits 1', 'main', expect.stringMatching(/^variable inMain /)],
        ]);
        // The thread that starts it, or answers, has no other task.
        expect(held.total).toBe(6);
        expect(held.notShown).toEqual([
          expect.stringMatching(/^worker \d( bare)? is missing: it runs without `taskscope\/register`/),
        ]);
      }
      if (!isThis) return;
      const { stdout } = await taskscope(['why', String(service.pid), '--yes']);
      expect(stdout).toMatch(/^6 live tasks\n\n3 tasks \[await, \d+ ms, labels:\{"thread":"worker 1/);
      const { stderr } = await taskscope(['why', String(service.pid)]);
      expect(stderr).toContain('\nEach of its 2 worker threads is, one after the other, paused before that, ');
    } finally {
      await service.end('SIGKILL');
    }
  });
});

test.skipIf(isShort)('no snapshot, which holds all secrets, goes out by a port that other users can ask', async () => {
  await withService({ address: '127.0.0.1:0' }, process.execPath, async ({ address }) => {
    const { stderr, stdout, status } = await taskscope(['why', address, '--yes']);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('which any user of the machine can ask');
    const [, port] = address.split(':');
    const socket = connect(Number(port), '127.0.0.1').end(Uint8Array.of(Signal.heldTasks));
    expect(Object.keys(JSON.parse(await text(socket)))).toEqual(['total', 'groups', 'notShown', 'workers', 'refused']);
  });
});

test.skipIf(isShort)('two at once are not taken: the second one is told so, and the next is answered', async () => {
  await withService({}, process.execPath, async ({ address, pid }) => {
    const first = connect(address).end(Uint8Array.of(Signal.heldTasks));
    // It is being taken once its first bytes are there, and goes on as long as nobody reads it.
    await new Promise((resolve) => first.once('readable', resolve));
    expect((await taskscope(['why', String(pid), '--yes'])).stderr).toContain('one is being taken already');
    first.destroy();
    await expect.poll(async () => (await taskscope(['why', String(pid), '--yes'])).status, { timeout: 30_000 }).toBe(0);
  });
});
