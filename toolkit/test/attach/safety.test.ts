/** Odd processes: each its own sentence, none is sent a signal that would end it, and all are left as they were. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import type { ReadOptions } from '../../src/attach/read-threads.ts';
import { listeningSockets } from '../../src/attach/sockets.ts';
import { taskscope } from '../cli/command.ts';
import { NODES } from '../nodes.ts';
import { attachAgain, hasEnded } from './cycles.ts';
import { killAgain, killBoth, killBusyAgain, killWhileReading } from './kills.ts';
import { startTarget } from './target.ts';
import { attached, endTargets, expectUntouched, OPTIONS, start } from './targets.ts';

endTargets();

const HERE = process.execPath;
const NOBODY = 65_534;
/** Milliseconds: on a machine that is busy with other tests. `npm run verify attach` asks for two seconds. */
const CLOSED = 15_000;

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}

describe.runIf(process.platform === 'linux' && !isShort)('on Linux', () => {
  // `npm run verify attach` does the same three hundred times.
  for (const { major, path } of NODES) {
    test.skipIf(path === null)(
      `again and again, the second half of it under load, on Node ${major}`,
      async () => {
        const { cycles, problems } = await attachAgain(path ?? '', 6);
        expect(problems).toEqual([]);
        expect(cycles).toBe(6);
      },
      200_000,
    );

    test.skipIf(path === null)(
      `what a killed command leaves open is closed, on Node ${major}`,
      async () => {
        const { problems } = await killAgain(path ?? '', [150, 400, 700], CLOSED);
        expect(problems).toEqual([]);
      },
      200_000,
    );

    test.skipIf(path === null)(
      `a busy process goes on behind a killed command, on Node ${major}`,
      async () => {
        expect((await killBusyAgain(path ?? '', [1500])).problems).toEqual([]);
      },
      200_000,
    );
  }

  test('a command that is killed with its guardian leaves no inspector open either, once it has begun to read', async () => {
    const { problems, longestOpen } = await killBoth(HERE);
    expect(problems).toEqual([]);
    expect(longestOpen).toBeLessThan(CLOSED);
  });

  test('where the inspector closes by itself behind a killed command, the guardian does not connect', async () => {
    const target = await start();
    expect((await killWhileReading(target)).connected).toBe(1);
    expectUntouched(target);
  });

  for (const { major, path } of NODES) {
    test.skipIf(path === null)(
      `the guardian has the connection of a command that is killed while V8 writes a snapshot to it, on Node ${major}`,
      async () => {
        const target = await startTarget(path ?? '', ['large']);
        expect((await killWhileReading(target)).held).toBe(true);
        expectUntouched(target);
        await target.end();
      },
      100_000,
    );
  }

  test('the workers of a cluster, to which Node passes the signal on, are left as they were', async () => {
    const target = await start(['cluster']);
    const workers = (): number[] => Array.from(target.written().matchAll(/worker (\d+)/g), ([, pid]) => Number(pid));
    const ports = (): number[] => [target.pid, ...workers()].map((pid) => listeningSockets(pid).length);
    await expect.poll(() => target.written().match(/port/g), { timeout: 20_000 }).toHaveLength(3);
    const before = ports();
    expect((await attached(target)).threads[0]?.suspended.groups[0]?.count).toBe(100);
    // Of the primary, and of each worker: else nothing was tried.
    expect(target.complained().match(/Debugger listening/g)).toHaveLength(3);
    expect(ports()).toEqual(before);
    expect(hasEnded(target)).toBe(false);
  });

  test('a program that is not Node is sent nothing', async () => {
    const child: ChildProcess = spawn('sleep', ['100']);
    const { status, stderr } = await taskscope(['attach', String(child.pid), '--yes']);
    expect(stderr).toMatch(/^Process `\d+` runs no Node that is known by its executable, and is sent no signal/);
    expect(status).toBe(1);
    expect(child.signalCode).toBe(null);
    child.kill();
  });

  test.runIf(process.getuid?.() === 0)("another user's is sent nothing", async () => {
    const target = await start();
    const { stderr } = await taskscope(['attach', String(target.pid), '--yes'], {}, { uid: NOBODY });
    expect(stderr).toBe(`Process \`${target.pid}\` belongs to another user: attach as that user, or as root.\n`);
    expectUntouched(target);
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

  test('where it listens there itself, nothing is sent', async () => {
    const port = await freePort();
    const target = await start([], HERE, [`--inspect-port=${port}`], { OWN_PORT: String(port) });
    await expect(attached(target)).rejects.toThrow(`itself listens at port ${port}, where its inspector would open`);
    expectUntouched(target);
  });

  test('an inspector that was open before stays open; one that is in use is left alone', async () => {
    const target = await start([], HERE, ['--inspect=127.0.0.1:0']);
    const before = listeningSockets(target.pid);
    expect((await attached(target)).threads[0]?.suspended.total).toBe(100);
    expect(listeningSockets(target.pid)).toEqual(before);
    const debugging = new WebSocket(/ws:\S+/.exec(target.complained())?.[0] ?? '');
    await once(debugging, 'open');
    await expect(attached(target)).rejects.toThrow('is being debugged');
    expect((await attached(target, { ...OPTIONS, force: true })).threads).toHaveLength(1);
    debugging.close();
    expectUntouched(target);
  });

  test('one that a debugger has stopped is read by force, and not let go on', async () => {
    const target = await start([], HERE, ['--inspect=127.0.0.1:0']);
    const debugging = new WebSocket(/ws:\S+/.exec(target.complained())?.[0] ?? '');
    await once(debugging, 'open');
    const heard: string[] = [];
    debugging.addEventListener('message', ({ data }) => heard.push(JSON.parse(String(data)).method));
    for (const [index, method] of ['Debugger.enable', 'Debugger.pause'].entries()) {
      debugging.send(JSON.stringify({ id: index + 1, method }));
    }
    // A request is what it stops at.
    const answer = fetch(`http://127.0.0.1:${target.port}`);
    await expect.poll(() => heard).toContain('Debugger.paused');
    expect((await attached(target, { ...OPTIONS, force: true })).threads[0]?.suspended.total).toBe(100);
    expect(heard).not.toContain('Debugger.resumed');
    debugging.close();
    expect((await answer).status).toBe(200);
    expectUntouched(target);
  });

  test('two at once: one reads, the other is told', async () => {
    const target = await start();
    const both = [attached(target), attached(target)].map((one) => one.then(() => 'read', String));
    const said = (await Promise.all(both)).sort();
    expect(said[0]).toMatch(/being attached to by another|is being debugged/);
    expect(said[1]).toBe('read');
    expectUntouched(target);
  });

  test('one that is stopped is sent nothing', async () => {
    const target = await start();
    process.kill(target.pid, 'SIGSTOP');
    await expect.poll(() => attached(target).catch(String)).toContain(`kill -CONT ${target.pid}`);
    process.kill(target.pid, 'SIGCONT');
    expectUntouched(target);
  });

  test('one that is stopped while it is read is told so, and closed once it goes on', async () => {
    const target = await start(['large']);
    const options: ReadOptions = {
      force: true,
      patience: 2000,
      async *copy(_thread, bytes) {
        process.kill(target.pid, 'SIGSTOP');
        yield* bytes;
      },
    };
    await expect(attached(target, options)).rejects.toThrow(`let it go on with \`kill -CONT ${target.pid}\``);
    process.kill(target.pid, 'SIGCONT');
    await expect.poll(() => target.opened(), { timeout: 40_000 }).toBe(0);
    expectUntouched(target);
  }, 120_000);

  test('one that hears nothing opens late, and is closed by the guardian', async () => {
    const target = await start(['blocked']);
    await target.said('busy');
    await expect(attached(target)).rejects.toThrow('it waits for another program');
    await expect.poll(() => target.complained(), { timeout: 40_000 }).toContain('Debugger listening');
    await expect.poll(() => target.opened(), { timeout: 40_000 }).toBe(0);
    expectUntouched(target);
  }, 60_000);

  test('one that ends while it is read is told', async () => {
    const target = await start(['large']);
    const options: ReadOptions = {
      ...OPTIONS,
      force: true,
      async *copy(_thread, bytes) {
        for await (const chunk of bytes) {
          process.kill(target.pid, 'SIGKILL');
          yield chunk;
        }
      },
    };
    await expect(attached(target, options)).rejects.toThrow('has ended while it was read');
  });

  test('a snapshot that does not begin in time is given up, and the inspector closed', async () => {
    const target = await start(['large']);
    await expect(attached(target, { force: true, patience: 50 })).rejects.toThrow(
      'was not read: no word of its heap snapshot',
    );
    await expect.poll(() => target.opened(), { timeout: 40_000 }).toBe(0);
    expectUntouched(target);
  });
});
