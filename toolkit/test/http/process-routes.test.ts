/** CPU and heap profiles by the optional peer, which this repository has installed; `go-pprof.test.ts` asks without it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import inject, { type Response } from 'light-my-request';
import { Profile } from 'pprof-format';
import { SamplerMissingError } from 'taskscope';
import { debugRouter } from 'taskscope/http';
import { cpuProfile } from 'taskscope/profile';
import { describe, expect, test } from 'vitest';

const ask = (url: string): Promise<Response> => inject(debugRouter(), { url: `/debug/pprof/${url}` });

function typesOf(bytes: Buffer): string[] {
  const { sampleType, stringTable } = Profile.decode(gunzipSync(bytes));
  return sampleType.map(
    ({ type, unit }) => `${stringTable.strings[Number(type)]}/${stringTable.strings[Number(unit)]}`,
  );
}

describe('profile', () => {
  test('is where the time goes; of two at the same time, one is refused', async () => {
    const answers = await Promise.all([ask('profile?seconds=1'), ask('profile?seconds=1')]);
    const [taken, refused] = answers.sort((a, b) => a.statusCode - b.statusCode);
    expect(refused?.statusCode).toBe(500);
    expect(refused?.payload).toContain('A CPU profile is being taken already');
    if (taken === undefined) throw new Error('No answer.');
    const { statusCode, headers, rawPayload } = taken;
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="profile"',
    });
    expect(typesOf(rawPayload)).toEqual(['sample/count', 'wall/nanoseconds']);
  });

  test('that nobody waits for any more is ended, and the next one can begin', async () => {
    const client = new AbortController();
    const abandoned = cpuProfile({ seconds: 3000, signal: client.signal });
    // It has begun once another one is refused.
    await expect(cpuProfile({ seconds: 3000 })).rejects.toThrow('already');
    client.abort();
    await expect(abandoned).rejects.toThrow('aborted');
    expect((await ask('profile?seconds=1')).statusCode).toBe(200);
  });
});

test('heap is what was allocated and is still alive', async () => {
  const asked = ask('heap?seconds=1');
  const kept: string[][] = [];
  for (let index = 0; index < 200; index++) kept.push(Array.from({ length: 5000 }, (_, item) => `${index} ${item}`));
  const { statusCode, rawPayload } = await asked;
  expect(statusCode).toBe(200);
  expect(typesOf(rawPayload)).toEqual(['inuse_objects/count', 'inuse_space/bytes']);
  expect(Profile.decode(gunzipSync(rawPayload)).sample.length).toBeGreaterThan(0);
  expect(kept).toHaveLength(200);
  // It goes on from then, so the next one need not wait.
  expect((await ask('heap')).statusCode).toBe(200);
});

describe.skipIf(spawnSync('go', ['version']).status !== 0)('read by the real go tool pprof', () => {
  test.each([
    ['profile?seconds=1', 'Type: wall'],
    ['heap', 'Type: inuse_space'],
  ])('%s', async (route, type) => {
    const folder = mkdtempSync(join(tmpdir(), 'taskscope-pprof-'));
    const burning = setInterval(function burn() {
      for (const end = performance.now() + 20; performance.now() < end; );
    }, 0);
    try {
      const file = join(folder, 'profile.pb.gz');
      writeFileSync(file, (await ask(route)).rawPayload);
      const env = { ...process.env, PPROF_TMPDIR: folder };
      const top = execFileSync('go', ['tool', 'pprof', '-top', file], { env, encoding: 'utf8' });
      expect(top).toContain(type);
      expect(top).toMatch(/Showing nodes accounting for [^0]/);
    } finally {
      clearInterval(burning);
      rmSync(folder, { recursive: true });
    }
  });
});

test('a peer that is missing, or that does not fit, is named with the line that installs it', () => {
  const missing = Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  expect(new SamplerMissingError(missing).message).toBe(
    'CPU and heap profiles are taken by `@datadog/pprof`, which is not installed: run `npm install @datadog/pprof`.',
  );
  expect(new SamplerMissingError(new Error('No native build was found\nmore')).message).toBe(
    "CPU and heap profiles are taken by `@datadog/pprof`, which can't be loaded (No native build was found): run `npm install @datadog/pprof@latest`.",
  );
});
