/** Attaching to real processes: what is found, and that each is left as it was. Never is one sent a signal that would end it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { type Attached, type AttachOptions, attach, lookAt } from '../../src/attach/attach.ts';
import { listeningSockets } from '../../src/attach/sockets.ts';
import { taskscope } from '../cli/command.ts';
import { NODES } from '../nodes.ts';
import { attachAgain, killAgain } from './cycles.ts';
import { startTarget, type Target } from './target.ts';

const targets: Target[] = [];
const HERE = process.execPath;

afterEach(async () => {
  for (const each of targets.splice(0)) await each.end();
});

async function start(words: readonly string[] = [], node = HERE, options?: readonly string[]): Promise<Target> {
  const target = await startTarget(node, words, options);
  targets.push(target);
  return target;
}

const OPTIONS: AttachOptions = { force: false, patience: 50_000 };

async function attached({ pid }: Target, options = OPTIONS): Promise<Attached> {
  return attach(await lookAt(pid, process.version, options.force), options);
}

function expectUntouched(target: Target): void {
  expect(target.child.exitCode ?? target.child.signalCode).toBe(null);
  expect(target.opened()).toBe(0);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}

describe.runIf(process.platform === 'linux')('on Linux', () => {
  for (const { major, path } of NODES) {
    test.skipIf(path === null)(`names function, line and holder, of each thread, on Node ${major}`, async () => {
      const target = await start(['worker'], path ?? '');
      const { threads, missing } = await attached(target);
      expect(missing).toEqual([]);
      expect(
        threads.map(({ suspended: { groups } }) => groups.map((group) => [group.function, group.line, group.count])),
      ).toEqual([[['backend', 8, 100]], [['inWorker', 4, 7]]]);
      expect(threads[0]?.suspended.groups[0]?.heldBy[0]?.path[0]).toMatch(/^variable pending /);
      expectUntouched(target);
    });

    test.skipIf(path === null)(
      `reads one that is busy in a loop, which closes as soon as it can, on Node ${major}`,
      async () => {
        const target = await start(['busy'], path ?? '');
        await new Promise((resolve) => setTimeout(resolve, 400));
        const { threads, stillOpen } = await attached(target);
        expect(threads[0]?.suspended.total).toBe(100);
        expect(stillOpen).toMatch(/is open still, at port \d+: the process is busy/);
        expect(target.child.exitCode ?? target.child.signalCode).toBe(null);
      },
    );

    test.skipIf(path === null)(`is not stopped by a \`debugger\` statement, on Node ${major}`, async () => {
      const target = await start(['debugger'], path ?? '');
      await attached(target);
      expectUntouched(target);
      expect((await fetch(`http://127.0.0.1:${target.port}`)).status).toBe(200);
    });
  }

  test('attaches, dumps and closes again and again, half of it under load', async () => {
    for (const { path } of NODES) {
      if (path === null) continue;
      const { cycles, problems } = await attachAgain(path, isShort ? 2 : 20);
      expect(problems).toEqual([]);
      expect(cycles).toBe(isShort ? 2 : 20);
    }
  }, 600_000);

  test('the guardian closes what a killed command leaves open', async () => {
    for (const { path } of NODES) {
      if (path === null) continue;
      // From before the signal to after the end.
      const { problems } = await killAgain(path, isShort ? [150] : [20, 100, 140, 180, 220, 300, 400, 800]);
      expect(problems).toEqual([]);
    }
  }, 600_000);

  test('a program that is not Node is sent nothing', async () => {
    const child: ChildProcess = spawn('sleep', ['100']);
    const { status, stderr } = await taskscope(['attach', String(child.pid), '--yes']);
    expect(stderr).toMatch(/^Process `\d+` runs no Node that is known by its executable, and is sent no signal/);
    expect(status).toBe(1);
    expect(child.signalCode).toBe(null);
    child.kill();
  });

  test.each(['--disable-sigusr1', '--permission'])('started with `%s`, it is sent nothing', async (option) => {
    const target = await start([], HERE, [
      option,
      ...(option === '--permission' ? ['--allow-fs-read=*', '--allow-net'] : []),
    ]);
    await expect(attached(target)).rejects.toThrow(`was started with \`${option}\``);
    expectUntouched(target);
  });

  test('a handler of its own runs once, and that is told', async () => {
    const target = await start(['own-handler']);
    await expect(attached(target)).rejects.toThrow('a handler of its own has run instead');
    expectUntouched(target);
    expect(target.written().match(/heard/g)).toHaveLength(1);
  });

  test('where another process has the port, nothing is sent', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const target = await start([], HERE, [`--inspect-port=${port}`]);
    await expect(attached(target)).rejects.toThrow(`Port ${port}, at which the inspector`);
    server.close();
    expectUntouched(target);
  });

  test('an inspector that was open before stays open; one that is in use is left alone', async () => {
    const port = await freePort();
    const target = await start([], HERE, [`--inspect=127.0.0.1:${port}`]);
    const before = listeningSockets(target.pid);
    expect((await attached(target)).threads[0]?.suspended.total).toBe(100);
    expect(listeningSockets(target.pid)).toEqual(before);
    const list: { webSocketDebuggerUrl: string }[] = JSON.parse(
      await (await fetch(`http://127.0.0.1:${port}/json/list`)).text(),
    );
    const debugging = new WebSocket(list[0]?.webSocketDebuggerUrl ?? '');
    await once(debugging, 'open');
    await expect(attached(target)).rejects.toThrow('is being debugged');
    expect((await attached(target, { ...OPTIONS, force: true })).threads).toHaveLength(1);
    debugging.close();
    expectUntouched(target);
  });

  test('one that is stopped is sent nothing', async () => {
    const target = await start();
    process.kill(target.pid, 'SIGSTOP');
    await expect.poll(() => attached(target).catch(String)).toContain(`kill -CONT ${target.pid}`);
    process.kill(target.pid, 'SIGCONT');
    expectUntouched(target);
  });

  test('one that ends while it is read is told', async () => {
    const target = await start(['large']);
    const options: AttachOptions = {
      ...OPTIONS,
      force: true,
      async *copy(_thread, bytes) {
        for await (const chunk of bytes) {
          process.kill(target.pid, 'SIGKILL');
          yield chunk;
        }
      },
    };
    await expect(attached(target, options)).rejects.toThrow(/has ended|is cut off/);
  });

  test('a snapshot that does not begin in time is given up, and the inspector closed', async () => {
    const target = await start(['large']);
    await expect(attached(target, { force: true, patience: 50 })).rejects.toThrow(
      'was not read: no word of its heap snapshot',
    );
    await expect.poll(() => target.opened(), { timeout: 40_000 }).toBe(0);
    expectUntouched(target);
  });

  test('the command asks first, and writes a snapshot only where it is told to, for its owner alone', async () => {
    const target = await start();
    const folder = mkdtempSync(join(tmpdir(), 'taskscope-attach-'));
    const file = join(folder, 'app.heapsnapshot');
    const asked = await taskscope(['attach', String(target.pid)]);
    expect(asked.stderr).toMatch(/would be paused[\s\S]*SIGUSR1[\s\S]*add `--yes`\.\n$/);
    expect(target.written()).not.toContain('Debugger');
    const { stdout, status } = await taskscope(['attach', String(target.pid), '--yes', '--snapshot', file]);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^100 async functions are suspended at an await, at 1 place\n\n100 backend .*leaking\.mjs:8\n +held by variable pending/,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8')).snapshot.node_count).toBeGreaterThan(0);
    rmSync(folder, { recursive: true });
    expectUntouched(target);
  });
});

test.runIf(process.platform !== 'linux')('elsewhere it says what to do instead', async () => {
  const { stderr } = await taskscope(['attach', '1']);
  expect(stderr).toContain('not supported here');
});
