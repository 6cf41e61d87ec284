/** The readings themselves, taken on this machine, and on a system that does less. */
import { mkdtempSync, readdirSync, realpathSync, rmSync, watch } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clock } from './checks/clock.mjs';
import { disk } from './checks/disk.mjs';
import { folder } from './checks/folder.mjs';
import { loopback } from './checks/loopback.mjs';
import { packages } from './checks/packages.mjs';
import { port } from './checks/port.mjs';
import { proxy } from './checks/proxy.mjs';
import { smallFiles } from './checks/small-files.mjs';
import { measureWatching } from './checks/watching.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'leaklab 医生 '));
});
afterEach(() => {
  rmSync(root, { recursive: true });
  vi.unstubAllEnvs();
});

test('a thousand small files are written and read, and none is left', async () => {
  expect(await smallFiles.measure(root)).toEqual({ files: 1000, ms: expect.any(Number), failure: null });
  expect(readdirSync(join(root, '.leaklab'))).toEqual([]);
});

test('where files can not be written, that is the reading', async () => {
  const nowhere = join(root, 'a-file');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(nowhere, '');
  expect(await smallFiles.measure(nowhere)).toMatchObject({ files: 0, failure: 'ENOTDIR' });
  expect(await folder.measure(nowhere)).toMatchObject({ failure: 'ENOTDIR' });
  expect(await measureWatching(nowhere, watch)).toEqual({ ms: null, failure: 'ENOTDIR' });
});

describe('watching', () => {
  test('the system tells of a save', async () => {
    expect(await measureWatching(root, watch)).toEqual({ ms: expect.any(Number), failure: null });
    expect(readdirSync(join(root, '.leaklab'))).toEqual([]);
  });

  test('a drive that tells nothing', async () => {
    const silent = (): { on(): void; close(): void } => ({ on() {}, close() {} });
    expect(await measureWatching(root, silent)).toEqual({ ms: null, failure: null });
  });

  test('a system that watches no more files', async () => {
    const full = (): never => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    };
    expect(await measureWatching(root, full)).toEqual({ ms: null, failure: 'ENOSPC' });
    const fullLater = (): { on(event: 'error', listener: (error: Error) => void): void; close(): void } => ({
      on: (_event, listener) => void setImmediate(listener, Object.assign(new Error('too many'), { code: 'EMFILE' })),
      close() {},
    });
    expect(await measureWatching(root, fullLater)).toEqual({ ms: null, failure: 'EMFILE' });
  });
});

describe('a port', () => {
  test('this machine reaches its own', async () => {
    expect(await loopback.measure(root)).toEqual({ bound: null, reached: null });
  });

  test('one that another program holds, and one that is free again', async () => {
    const server = createServer();
    const taken = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        if (address !== null && typeof address === 'object') resolve(address.port);
      });
    });
    vi.stubEnv('PORT', String(taken));
    expect(await port.measure(root)).toEqual({ port: String(taken), failure: 'EADDRINUSE' });
    await new Promise((resolve) => server.close(resolve));
    expect(await port.measure(root)).toEqual({ port: String(taken), failure: null });
  });

  test('what is no port', async () => {
    vi.stubEnv('PORT', '99999');
    expect(await port.measure(root)).toEqual({ port: '99999', failure: 'ERR_SOCKET_BAD_PORT' });
  });
});

test('the disk, the clock and the lock file are read', async () => {
  expect(await disk.measure(root)).toMatchObject({ free: expect.any(Number), installed: false });
  const { now, file, commit } = await clock.measure(root);
  expect(Math.abs(now - (file ?? 0))).toBeLessThan(60_000);
  expect(commit, 'there is no git here').toBeNull();
  expect(await packages.measure(root)).toEqual({ lock: false, missing: null, problem: null });
});

test('of a proxy the name is read, never the value', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://ada:secret@proxy:8080');
  vi.stubEnv('https_proxy', undefined);
  vi.stubEnv('NO_PROXY', 'localhost');
  const reading = await proxy.measure(root);
  expect(reading).toMatchObject({ set: expect.arrayContaining(['HTTPS_PROXY']), direct: 'localhost' });
  expect(JSON.stringify([reading, proxy.judge(reading)])).not.toContain('secret');
});
