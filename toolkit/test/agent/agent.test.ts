/** The agent in a program: where it is found, what it leaves behind, and that gops can ask it. */
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { close, listen } from '../../src/agent/index.ts';
import { ask, open, type Place, varint } from './gops-client.ts';
import { type Service, startService } from './service.ts';

let folder = '';
const services: Service[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskscope-agent-'));
});

afterEach(async () => {
  close();
  for (const service of services.splice(0)) await service.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(...words: Parameters<typeof startService>): Promise<Service> {
  const service = await startService(...words);
  services.push(service);
  return service;
}

function placeOf({ address }: { address: string }): Place {
  const [, host, port] = /^(.+):(\d+)$/.exec(address) ?? [];
  return host === undefined ? { path: address } : { host, port: Number(port) };
}

/** The folder of this user's own in the one that was told. */
const own = (): string => join(folder, `taskscope-${process.getuid?.()}`);

const MODE = 0o777;

describe('at a TCP address, as gops asks', () => {
  test('the port is in a file named by the pid, which nobody else can read', async () => {
    const { pid, address } = await start({ address: '127.0.0.1:0', configDir: folder });
    const file = join(folder, String(pid));
    expect(`127.0.0.1:${readFileSync(file, 'utf8')}`).toBe(address);
    expect(statSync(file).mode & MODE).toBe(0o600);
    expect(statSync(folder).mode & MODE).toBe(0o700);
  });

  test('it is found in the folder that gops is told of', async () => {
    const { pid } = await start({ address: '127.0.0.1:0' }, { env: { GOPS_CONFIG_DIR: folder } });
    expect(readdirSync(folder)).toEqual([String(pid)]);
  });

  test('each signal of gops is answered', async () => {
    const place = placeOf(await start({ address: '127.0.0.1:0', configDir: folder }));
    const text = async (...bytes: number[]): Promise<string> => (await ask(place, ...bytes)).toString('utf8');
    expect(await text(0x07)).toMatch(/^goroutines: 3\nOS threads: \d+\nGOMAXPROCS: 1\nnum CPU: \d+\n$/);
    expect(await text(0x01)).toMatch(/^task \d+ \[await, \d+ ms\]:\nwaits\n\t.*service\.mjs:6:\d+\n/);
    expect(await text(0x02)).toBe('ok');
    expect(await text(0x03)).toMatch(/^alloc: \d+\.\d\dMB \(\d+ bytes\)\nsys: /);
    expect(await text(0x04)).toBe(`node ${process.version}\n`);
    expect(await text(0x08)).toBe('');
    expect(await text(0x10, ...varint(50))).toContain('nothing was set to 50');
    expect((await ask(place, 0x09)).equals(readFileSync(process.execPath))).toBe(true);
  });

  test('a folder that can not be written to is said, and the agent answers at its address', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    const service = await start({ address: '127.0.0.1:0', configDir: file });
    await vi.waitFor(() =>
      expect(service.complaints()).toContain('the agent is not found by pid, only by its address'),
    );
    expect((await ask(placeOf(service), 0x04)).toString('utf8')).toMatch(/^node v/);
  });

  test.each(['', '6060', 'example.org:80', '127.0.0.1:99999', '127.0.0.1'])('`%s` is no address', async (address) => {
    await expect(listen({ address, configDir: folder })).rejects.toThrow('is no address: write `127.0.0.1:0`');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('at a socket', () => {
  test('only its owner can open it', async () => {
    const { pid, address } = await start({ configDir: folder });
    expect(address).toBe(join(own(), `pid-${pid}.sock`));
    expect(statSync(address).mode & MODE).toBe(0o600);
    expect(statSync(own()).mode & MODE).toBe(0o700);
    expect((await ask({ path: address }, 0x04)).toString('utf8')).toBe(`node ${process.version}\n`);
  });

  // Other systems let far fewer wait, whatever a program asks for.
  test.skipIf(process.platform !== 'linux')(
    'a thousand clients that come while it is busy are all answered',
    async () => {
      const service = await start({ configDir: folder });
      service.child.kill('SIGSTOP');
      const clients = await Promise.all(Array.from({ length: 1000 }, () => open(placeOf(service))));
      service.child.kill('SIGCONT');
      const answers = await Promise.all(
        clients.map(async (client) => {
          client.write(Uint8Array.of(0x04));
          return String(await buffer(client));
        }),
      );
      expect(new Set(answers)).toEqual(new Set([`node ${process.version}\n`]));
    },
  );

  test('a folder of its own that others could look into is closed to them; the one around it stays as it is', async () => {
    chmodSync(folder, 0o755);
    mkdirSync(own(), { mode: 0o755 });
    await listen({ configDir: folder });
    expect(statSync(own()).mode & MODE).toBe(0o700);
    expect(statSync(folder).mode & MODE).toBe(0o755);
  });

  test('a link in place of the folder is not followed', async () => {
    const link = join(folder, 'link');
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), link);
    await expect(listen({ configDir: link })).rejects.toThrow(`\`${link}\` is no folder`);
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  test('a link in place of the port file is not followed', async () => {
    const precious = join(folder, 'precious');
    writeFileSync(precious, 'kept');
    symlinkSync(precious, join(folder, String(process.pid)));
    await listen({ address: '127.0.0.1:0', configDir: folder });
    expect(readFileSync(precious, 'utf8')).toBe('kept');
    expect(readFileSync(join(folder, String(process.pid)), 'utf8')).toMatch(/^\d+$/);
  });

  test('a link in place of the socket is not followed', async () => {
    const precious = join(folder, 'precious');
    writeFileSync(precious, 'kept');
    mkdirSync(own());
    symlinkSync(precious, join(own(), `pid-${process.pid}.sock`));
    const { address } = await listen({ configDir: folder });
    expect(readFileSync(precious, 'utf8')).toBe('kept');
    expect(lstatSync(address).isSocket()).toBe(true);
  });

  test('a folder that can not be made is an error that says what to do, and the agent can listen elsewhere', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    await expect(listen({ configDir: join(file, 'below') })).rejects.toMatchObject({
      code: 'ERR_AGENT_ADDRESS',
      message: expect.stringMatching(/^`.*a file.below` can't be made \(.*\): give `listen` another `configDir`\.$/),
    });
    expect((await listen({ configDir: folder })).pid).toBe(process.pid);
  });

  test('its worker threads are counted, as long as they run', async () => {
    const service = await start({ configDir: folder }, { program: 'workers.mjs' });
    const workers = async (): Promise<unknown> => JSON.parse(String(await ask(placeOf(service), 0x20))).workers;
    expect(await workers()).toBe(2);
    service.child.stdin?.write('one\n');
    await vi.waitFor(async () => expect(await workers()).toBe(1));
  });
});

describe('its life', () => {
  test('listening twice is an error that names the first; after `close`, it listens again', async () => {
    const { address } = await listen({ configDir: folder });
    await expect(listen({ configDir: folder })).rejects.toThrow(`listens already, at \`${address}\``);
    close();
    close();
    expect(readdirSync(own())).toEqual([]);
    expect((await listen({ configDir: folder })).address).toBe(address);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s ends the program as without an agent, and leaves nothing',
    async (signal) => {
      const service = await start({ configDir: folder });
      expect(readdirSync(own())).toHaveLength(1);
      expect(await service.end(signal)).toBe(signal);
      expect(readdirSync(own())).toEqual([]);
    },
  );

  describe('where the program handles a signal itself', () => {
    const said = async ({ child }: Service): Promise<string> => {
      const { stdout } = child;
      if (stdout === null) throw new Error('it prints to nowhere');
      return String((await once(stdout, 'data'))[0]).trim();
    };
    const answers = (service: Service): Promise<void> =>
      vi.waitFor(async () => expect(String(await ask(placeOf(service), 0x04))).toMatch(/^node v/));

    test.each([{}, { address: '127.0.0.1:0' }])(
      'and lives on, the agent of %o still answers, and is found',
      async (at) => {
        const service = await start({ ...at, configDir: folder }, { program: 'handles.mjs' });
        const files = readdirSync(folder, { recursive: true });
        for (let round = 0; round < 2; round++) {
          service.child.kill('SIGHUP');
          expect(await said(service)).toBe('reloaded');
          await answers(service);
          expect(readdirSync(folder, { recursive: true })).toEqual(files);
        }
      },
    );

    test('process 1 of a container, which no signal ends, still has its agent', async () => {
      const service = await start({ configDir: folder }, { program: 'process-one.mjs' });
      service.child.kill('SIGTERM');
      expect(await said(service)).toBe('SIGTERM does nothing');
      await answers(service);
      expect(readdirSync(own())).toHaveLength(1);
    });

    test('an orderly stop is not cut off, can be watched, and leaves nothing', async () => {
      const service = await start({ configDir: folder }, { program: 'handles.mjs' });
      const exited = once(service.child, 'exit');
      service.child.kill('SIGTERM');
      expect(await said(service)).toBe('stopping');
      await answers(service);
      service.child.stdin?.end();
      expect(await exited).toEqual([0, null]);
      expect(readdirSync(own())).toEqual([]);
    });

    test('a handler that ends the process where nobody else wants to is not held up, and nothing is left', async () => {
      const service = await start({ configDir: folder }, { program: 'handles.mjs' });
      expect(await service.end('SIGINT')).toBe('SIGINT');
      expect(readdirSync(own())).toEqual([]);
    });
  });

  test('without `shutdownCleanup`, a signal leaves the socket, and the next agent sweeps it', async () => {
    const service = await start({ configDir: folder, shutdownCleanup: false });
    await service.end('SIGTERM');
    expect(existsSync(service.address)).toBe(true);
    await listen({ configDir: folder });
    expect(existsSync(service.address)).toBe(false);
  });

  test('neither it nor its clients keep the program alive', async () => {
    const service = await start({ configDir: folder });
    const client = await open({ path: service.address });
    client.on('error', () => {});
    const exited = once(service.child, 'exit');
    service.child.stdin?.end();
    expect(await exited).toEqual([0, null]);
    expect(readdirSync(own())).toEqual([]);
    client.destroy();
  });
});
