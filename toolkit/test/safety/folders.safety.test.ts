/**
 * @area Folders of agents
 * @promised A folder that the agent was told to use stays as it is, with all that is in it: nothing of others is removed or
 *   closed. What another user puts in the place of a folder or a socket neither keeps an agent from listening nor is asked.
 * @trusted Root, and the owner of a folder. Whoever else may write to it, with nothing: it is refused, but for folders like
 *   `/tmp`, where nobody can touch what belongs to others.
 */
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { close, type ListenOptions, listen } from '../../src/agent/index.ts';
import { findAgent } from '../../src/cli/target.ts';
import { ask } from '../agent/gops-client.ts';
import { type Service, startService } from '../agent/service.ts';
import { taskscope } from '../cli/command.ts';
import { isRoot, isShort, makeFolder, STRANGER } from './machine.ts';

const OWN = `taskscope-${process.getuid?.()}`;
const A_DEAD_PID = 2 ** 22 + 1;
/** What only looks like something of an agent: dates, numbers, and names that were those of agents once. */
const LOOKALIKES = [
  '20260131',
  '2026',
  '260131.sock',
  '2026.sock',
  '20260131.sock',
  String(A_DEAD_PID),
  `${A_DEAD_PID}.sock`,
  `pid-${A_DEAD_PID}.sock`,
];
/** Without a name in any list of users, as in a container. */
const NAMELESS = { uid: 54_321, gid: 54_321 };

afterEach(() => {
  close();
  vi.unstubAllEnvs();
});

/** A socket at which nobody listens any more, as `kill -9` leaves it. */
async function leaveSocket(path: string): Promise<void> {
  const server = createServer().listen(`${path}.x`);
  await once(server, 'listening');
  renameSync(`${path}.x`, path);
  server.close();
  await once(server, 'close');
  expect(lstatSync(path).isSocket()).toBe(true);
}

/** Somebody who listens at `path`, and says so. */
async function listenAt(path: string): Promise<void> {
  const server = createServer((socket) => socket.end('mine')).listen(path);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
}

describe.skipIf(process.platform === 'win32')('a folder that was told', () => {
  test.each([0o755, 0o750, 0o711, 0o1777])(
    'of mode %o stays as it is, with all that looks like a number',
    async (mode) => {
      const folder = makeFolder(mode);
      for (const name of LOOKALIKES) writeFileSync(join(folder, name), 'kept');
      await leaveSocket(join(folder, '20251231.sock'));
      await listen({ configDir: folder });
      expect(statSync(folder).mode & 0o7777).toBe(mode);
      expect(readdirSync(folder).sort()).toEqual([...LOOKALIKES, '20251231.sock', OWN].sort());
      close();
      for (const name of LOOKALIKES) expect(readFileSync(join(folder, name), 'utf8')).toBe('kept');
    },
  );

  test('for the port of gops keeps its files as well; its own name is no reason to overwrite one', async () => {
    const folder = makeFolder(0o755);
    for (const name of [...LOOKALIKES, String(process.pid)]) writeFileSync(join(folder, name), 'kept');
    const warned = once(process, 'warning');
    const { address } = await listen({ address: '127.0.0.1:0', configDir: folder });
    expect(String((await warned)[0])).toContain("is somebody's file, and is left alone");
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    close();
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    for (const name of [...LOOKALIKES, String(process.pid)])
      expect(readFileSync(join(folder, name), 'utf8')).toBe('kept');
  });

  test.each<ListenOptions>([{}, { address: '127.0.0.1:0' }])(
    'that everybody can write to is refused, and not closed to them: %o',
    async (at) => {
      const folder = makeFolder(0o777);
      const warned = vi.fn();
      process.on('warning', warned);
      const said = listen({ ...at, configDir: folder }).then(
        () => vi.waitFor(() => String(warned.mock.calls[0]?.[0] ?? expect.fail('no warning yet'))),
        (error: unknown) => String(error),
      );
      expect(await said).toContain('is shared: whoever can write to it can put something in the place of the agent');
      process.off('warning', warned);
      expect(statSync(folder).mode & 0o777).toBe(0o777);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('a file in its place, and a path that is too long, are said', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, OWN), 'kept');
    await expect(listen({ configDir: folder })).rejects.toThrow(`\`${join(folder, OWN)}\` is no folder`);
    await expect(listen({ configDir: join(folder, 'x'.repeat(90)) })).rejects.toThrow('is too long for a socket');
    expect(readFileSync(join(folder, OWN), 'utf8')).toBe('kept');
  });

  test.skipIf(!isRoot)('that another user, or another group, owns is refused', async () => {
    const [user, group] = [makeFolder(0o755), makeFolder(0o775)];
    chownSync(user, STRANGER.uid, STRANGER.gid);
    chownSync(group, 0, STRANGER.gid);
    await expect(listen({ configDir: user })).rejects.toThrow('belongs to another user');
    await expect(listen({ configDir: group })).rejects.toThrow('is shared');
    expect([user, group].map((folder) => statSync(folder).mode & 0o777)).toEqual([0o755, 0o775]);
  });

  test.skipIf(!isRoot)('in which another user has made ours is refused', async () => {
    const folder = makeFolder(0o1777);
    mkdirSync(join(folder, OWN));
    chownSync(join(folder, OWN), STRANGER.uid, STRANGER.gid);
    await expect(listen({ configDir: folder })).rejects.toThrow('belongs to another user');
  });
});

describe.skipIf(process.platform === 'win32')('the folder of our own', () => {
  function ownFolder(): { folder: string; own: string } {
    const folder = makeFolder();
    const own = join(folder, OWN);
    mkdirSync(own, { mode: 0o700 });
    return { folder, own };
  }

  test('is swept of dead sockets, and of nothing else', async () => {
    const { folder, own } = ownFolder();
    const dead = join(own, `pid-${A_DEAD_PID}.sock`);
    await leaveSocket(dead);
    await leaveSocket(join(own, '20251231.sock'));
    // Process 1 lives.
    await leaveSocket(join(own, 'pid-1.sock'));
    writeFileSync(join(own, 'notes.txt'), '');
    await listen({ configDir: folder });
    expect(existsSync(dead)).toBe(false);
    expect(readdirSync(own).sort()).toEqual(
      ['20251231.sock', 'notes.txt', 'pid-1.sock', `pid-${process.pid}.sock`].sort(),
    );
  });

  test('keeps what somebody listens at in another container, whose processes are not seen here', async () => {
    const { folder, own } = ownFolder();
    const path = join(own, `pid-${A_DEAD_PID}.sock`);
    await listenAt(path);
    await listen({ configDir: folder });
    expect(String(await ask({ path }, 0x04))).toBe('mine');
  });

  test('where another container has a process of the same number, that one keeps its socket', async () => {
    const { folder, own } = ownFolder();
    const path = join(own, `pid-${process.pid}.sock`);
    await listenAt(path);
    await expect(listen({ configDir: folder })).rejects.toThrow('in another container');
    expect(String(await ask({ path }, 0x04))).toBe('mine');
  });

  test.skipIf(!isRoot)('a socket of another user in it is neither swept nor asked', async () => {
    const { folder, own } = ownFolder();
    const theirs = join(own, `pid-${A_DEAD_PID}.sock`);
    await leaveSocket(theirs);
    chownSync(theirs, STRANGER.uid, STRANGER.gid);
    await listen({ configDir: folder });
    expect(existsSync(theirs)).toBe(true);
    vi.stubEnv('TASKSCOPE_AGENT_DIR', folder);
    expect(findAgent(process.pid)).toEqual({ path: join(own, `pid-${process.pid}.sock`) });
    chownSync(join(own, `pid-${process.pid}.sock`), STRANGER.uid, STRANGER.gid);
    expect(findAgent(process.pid)).toBeNull();
  });
});

describe.skipIf(!isRoot)('the folder that nobody has to be told', () => {
  const DEFAULT = `/tmp/taskscope-${NAMELESS.uid}`;
  const { TASKSCOPE_AGENT_DIR: _, HOME: __, XDG_RUNTIME_DIR: ___, ...bare } = process.env;

  async function start(env: NodeJS.ProcessEnv = {}, options: ListenOptions = {}): Promise<Service> {
    // What is undefined is not set.
    const unset = {
      TASKSCOPE_AGENT_DIR: undefined,
      HOME: undefined,
      XDG_RUNTIME_DIR: undefined,
      XDG_CONFIG_HOME: undefined,
    };
    const service = await startService(options, { env: { ...bare, ...unset, ...env }, as: NAMELESS });
    onTestFinished(async () => {
      await service.end('SIGKILL');
      for (const name of readdirSync('/tmp').filter((each) => each.startsWith(`taskscope-${NAMELESS.uid}`))) {
        rmSync(join('/tmp', name), { recursive: true, force: true });
      }
    });
    return service;
  }

  test('is had by a user without a name and without a home, and root finds the agent', async () => {
    const { pid, address } = await start();
    expect(address).toBe(join(DEFAULT, `pid-${pid}.sock`));
    expect(findAgent(pid)).toEqual({ path: address });
    if (isShort) return;
    const port = await start({}, { address: '127.0.0.1:0' });
    await vi.waitFor(() => expect(port.complaints()).toContain('this user has no home'));
    expect(String(await ask({ host: '127.0.0.1', port: Number(port.address.split(':')[1]) }, 0x04))).toMatch(/^node v/);
    expect(await taskscope(['stats', String(pid)], {}, NAMELESS)).toMatchObject({ status: 0, stderr: '' });
  });

  test.each(isShort ? [0o700] : [0o777, 0o700])(
    'taken by another user, of mode %o: the agent listens elsewhere, and is found',
    async (mode) => {
      mkdirSync(DEFAULT);
      chmodSync(DEFAULT, mode);
      const { pid, address } = await start();
      expect(address).toMatch(new RegExp(`^${DEFAULT}-\\w+/pid-${pid}\\.sock$`));
      expect(statSync(join(address, '..')).mode & 0o777).toBe(0o700);
      expect(findAgent(pid)).toEqual({ path: address });
      expect(readdirSync(DEFAULT)).toEqual([]);
      expect(statSync(DEFAULT).mode & 0o777).toBe(mode);
    },
  );

  test.skipIf(isShort)('taken by another user: first in the folder that the session has for this', async () => {
    mkdirSync(DEFAULT);
    const runtime = makeFolder(0o700);
    chownSync(runtime, NAMELESS.uid, NAMELESS.gid);
    const env = { XDG_RUNTIME_DIR: runtime };
    const { pid, address } = await start(env);
    expect(address).toBe(join(runtime, 'taskscope', `pid-${pid}.sock`));
    expect(await taskscope(['stats', String(pid)], env, NAMELESS)).toMatchObject({ status: 0, stderr: '' });
  });

  test.skipIf(isShort)('what a stranger puts beside it is not asked', async () => {
    const { pid, address } = await start();
    const bait = `${DEFAULT}-bait`;
    mkdirSync(bait);
    await listenAt(join(bait, `pid-${pid}.sock`));
    chownSync(bait, STRANGER.uid, STRANGER.gid);
    rmSync(address);
    expect(findAgent(pid)).toBeNull();
  });
});
