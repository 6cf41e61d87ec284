/** `taskscope fleet` against instances that answer well, badly and not at all; each is a line, and none of them ends the rest. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { type Ended, taskscope } from '../cli/command.ts';
import { type Place, profileOf } from './profiles.ts';

const servers: Server[] = [];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleet 队 '));
  // Two releases in two folders.
  for (const release of ['1.2.3', '1.3.0']) write(join(release, 'package.json'), '{ "name": "shop" }');
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** An instance with these tasks; the n-th answer is the n-th list, the last one from then on. */
async function instance(...answers: Place[][]): Promise<string> {
  const profiles = await Promise.all(answers.map(profileOf));
  let asked = 0;
  return serve((_request, response) => response.end(profiles[Math.min(asked++, profiles.length - 1)]));
}

const ask = (count: number, release = '1.2.3', line = 12): Place => ({
  name: 'ask',
  file: join(folder, release, 'src', 'query.ts'),
  line,
  count,
  leaked: true,
  wait: 'chan send',
});
const janitor = (count: number): Place => ({
  name: 'janitor',
  file: join(folder, '1.2.3', 'src', 'pool.ts'),
  line: 3,
  count,
});

async function fleet(...words: string[]): Promise<Ended & { found: ReturnType<typeof JSON.parse> }> {
  const ended = await taskscope(['fleet', '--json', ...words]);
  return { ...ended, found: ended.stdout === '' ? null : JSON.parse(ended.stdout) };
}

describe('a fleet that answers', () => {
  test('two releases in two folders are one place, ranked by root mean square', async () => {
    const urls = [
      await instance([ask(300), janitor(40)]),
      await instance([ask(400, '1.3.0', 14), janitor(40)]),
      await instance([janitor(40)]),
      await instance([janitor(40)]),
    ];
    const { status, found, stderr } = await fleet(...urls);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(found).toMatchObject({ asked: 4, answered: 4, tasks: 860, leaked: 700, gaps: [] });
    expect(found.places).toMatchObject([
      {
        package: 'shop',
        path: 'src/query.ts',
        function: 'ask',
        lines: [14, 12],
        wait: 'chan send',
        rms: 250,
        instances: 2,
        largest: { instance: urls[1], tasks: 400 },
        tasks: 700,
        leaked: 700,
        growth: null,
        trend: null,
      },
      { path: 'src/pool.ts', function: 'janitor', rms: 40, instances: 4, leaked: 0 },
    ]);
  });

  test('the table is 80 columns wide at most where it can be, and the same in Markdown', async () => {
    const urls = [await instance([ask(300), janitor(2)]), await instance([janitor(2)])];
    const { stdout, status } = await taskscope(['fleet', ...urls]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^2 of 2 instances answered: 304 tasks, 300 of them proven to be leaked\.\n/);
    expect(stdout).toMatch(/\n212 +1 of 2 +300 +- +300 +- +chan send +ask src\/query\.ts:12\n/);
    expect(stdout).toContain(`\nask of shop: 300 tasks; most on ${urls[0]}\n  ask src/query.ts:12\n`);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    const markdown = (await taskscope(['fleet', '--markdown', ...urls])).stdout;
    expect(markdown).toContain('| 212 | 1 of 2 | 300 | - | 300 | - | `chan send` | `ask src/query.ts:12` |\n');
  });

  test('over three fetches a floor that rises is growing, one that all have alike is steady', async () => {
    const healthy = (count: number): Place => ({ ...ask(count), leaked: false });
    const rounds = (...counts: number[]): Promise<string> =>
      instance(...counts.map((count) => [healthy(count), janitor(10)]));
    const growing = [await rounds(5, 7, 9), await rounds(50, 51, 60), await rounds(3, 3, 3)];
    const watch = ['--fetches', '3', '--seconds', '0.01'];
    const { status, found } = await fleet(...watch, ...growing);
    expect(status).toBe(0);
    expect(found).toMatchObject({ fetches: 3, interrupted: false });
    expect(found.places).toMatchObject([
      { function: 'ask', trend: 'growing', growth: 14 },
      { function: 'janitor', trend: 'steady', growth: 0 },
    ]);
    const again = [await rounds(5, 7, 9), await rounds(50, 51, 60)];
    expect((await fleet(...watch, '--fail-on-growth', ...again)).status).toBe(1);
    // Busy, and no leak: what is high at one moment is low at another.
    const busy = [await rounds(5, 90, 6), await rounds(60, 3, 80)];
    expect((await fleet(...watch, '--fail-on-growth', ...busy)).found.places[0]).toMatchObject({ trend: 'steady' });
  });

  test('addresses come from a file, behind a path, by IPv6, and each once', async () => {
    const six = await serve(
      (_request, response) => void profileOf([janitor(1)]).then((bytes) => response.end(bytes)),
      '::1',
    );
    const four = await instance([janitor(2)]);
    const host = four.replace('http://', '');
    const file = write(
      'targets.json',
      JSON.stringify([{ targets: [host, four], labels: { job: 'shop' } }, { targets: [six] }]),
    );
    const { found } = await fleet('--file', file);
    expect(found).toMatchObject({ asked: 2, answered: 2, tasks: 3 });
    let path = '';
    const behind = await serve((request, response) => {
      path = request.url ?? '';
      response.end();
    });
    await fleet(`${behind}/under/here/`);
    expect(path).toBe('/under/here/debug/pprof/goroutine');
  });

  test('Prometheus says which: one job, at another port, itself behind a path', async () => {
    const url = await instance([janitor(2)]);
    let asked = '';
    const prometheus = await serve((request, response) => {
      asked = request.url ?? '';
      const target = (job: string, port: number) => ({
        scrapeUrl: `http://127.0.0.1:${port}/metrics`,
        labels: { job, instance: `127.0.0.1:${port}` },
      });
      const activeTargets = [target('shop', 1), target('other', 2)];
      response.end(JSON.stringify({ status: 'success', data: { activeTargets } }));
    });
    const { found, status } = await fleet(
      '--prometheus',
      `${prometheus}/metrics/`,
      '--job',
      'shop',
      '--port',
      new URL(url).port,
    );
    expect(asked).toBe('/metrics/api/v1/targets?state=active');
    expect(status).toBe(0);
    expect(found).toMatchObject({ asked: 1, answered: 1, tasks: 2 });
    const unknown = await fleet('--prometheus', prometheus, '--job', 'shoop');
    expect(unknown.stderr).toMatch(/has no targets of the job `shoop`: there are `shop`, `other`\./);
    expect(unknown.status).toBe(2);
  });
});

describe('a fleet that does not answer', () => {
  test('each of what can go wrong is its own line, and the others are ranked', async () => {
    const good = await instance([janitor(3)]);
    let followed = false;
    const elsewhere = await serve((_request, response) => {
      followed = true;
      response.end();
    });
    const bomb = gzipSync(Buffer.alloc(2 ** 28), { level: 1 });
    const cut = (await profileOf([janitor(3)])).subarray(0, -20);
    const bad: [RequestListener, RegExp][] = [
      [() => {}, /no whole answer within 4 s/],
      [(_request, response) => void response.write('x'), /no whole answer within 4 s/],
      [(_request, response) => response.end('<html>'), /its answer is no profile/],
      [(_request, response) => response.end(), /its answer is no profile/],
      [
        (_request, response) => response.writeHead(403).end('no'),
        /answers 403: it wants a token, in TASKSCOPE_AUTHORIZATION/,
      ],
      [(_request, response) => response.writeHead(404).end(), /answers 404: it has no debug routes there/],
      [
        (_request, response) => response.writeHead(302, { location: elsewhere }).end(),
        /leads to `http:.*`, and is not followed/,
      ],
      [(_request, response) => response.end(bomb), /its profile is over 128 MiB/],
      [(_request, response) => response.end(cut), /its answer is cut short/],
      [(request, response) => endless(request, response), /its answer is over 32 MiB: cut, and not read/],
    ];
    const urls = await Promise.all(bad.map(([listener]) => serve(listener)));
    const closed = await serve(() => {});
    servers.pop()?.close();
    const { found, status } = await fleet('--timeout', '4', good, good, closed, ...urls);
    // Fewer than half have answered.
    expect(status).toBe(2);
    expect(found).toMatchObject({ asked: 2 + bad.length, answered: 1, tasks: 3 });
    expect(found.places).toMatchObject([{ function: 'janitor', rms: 3 }]);
    expect(found.gaps).toEqual([
      { instance: closed, reason: 'nobody listens there' },
      ...urls.map((url, index) => ({ instance: url, reason: expect.stringMatching(bad[index]?.[1] ?? /^$/) })),
    ]);
    expect(followed).toBe(false);
  });

  test('the token goes to instances, another one to Prometheus, and none by an argument', async () => {
    const seen: unknown[] = [];
    const url = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401).end();
    });
    const targets = JSON.stringify({ data: { activeTargets: [{ scrapeUrl: `${url}/metrics`, labels: {} }] } });
    const prometheus = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end(targets);
    });
    const env = { TASKSCOPE_AUTHORIZATION: 'Bearer one', TASKSCOPE_PROMETHEUS_AUTHORIZATION: 'Bearer two' };
    const { stdout, status } = await taskscope(['fleet', '--prometheus', prometheus], env);
    expect(seen).toEqual(['Bearer two', 'Bearer one']);
    expect(status).toBe(2);
    expect(stdout).toContain(`${url}: answers 401: the token is not the one that it wants`);
    const typed = await fleet(url.replace('http://', 'http://x:secret@'));
    expect(typed.stderr).toMatch(/was given with a password, which others can see: set TASKSCOPE_AUTHORIZATION/);
    expect(typed.stderr).not.toContain('secret');
    const broken = await taskscope(['fleet', url], { TASKSCOPE_AUTHORIZATION: 'Bearer a\nb' });
    expect([broken.status, broken.stderr]).toEqual([
      2,
      expect.stringContaining("TASKSCOPE_AUTHORIZATION can't be a header"),
    ]);
    expect(seen).toHaveLength(2);
  });

  test.skipIf(isShort).each([
    [[], /Say which instances: `taskscope fleet URL…`/],
    [['http://a', '--file', 'x.json'], /Say which instances/],
    [['ftp://a'], /`ftp:\/\/a` is no address/],
    [['http://'], /`http:\/\/` is no address/],
    [['--file', 'nowhere.json'], /`nowhere\.json` can't be read \(ENOENT\)/],
    [
      ['--prometheus', 'http://127.0.0.1:1'],
      /The Prometheus at `http:\/\/127\.0\.0\.1:1`: nobody listens there\.|bad port/,
    ],
    [['--prometheus', 'nonsense'], /`nonsense` is no address of a Prometheus/],
    [['http://a', '--fetches', '0'], /Give a whole number from 1 to 1000/],
  ])('%j: what to do, and exit status 2', async (words, message) => {
    const { status, stderr, stdout } = await taskscope(['fleet', ...words]);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test.skipIf(isShort).each([
    ['[', /is no JSON/],
    ['{}', /is no list of targets/],
    ['[{ "targets": [7] }]', /is no list of targets/],
    ['[]', /names no instance/],
  ])('a file with %j', async (text, message) => {
    const { status, stderr } = await fleet('--file', write('bad.json', text));
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  test.skipIf(isShort)('what answers like no Prometheus, or like one that is too old', async () => {
    const none = await serve((_request, response) => response.end('{"status":"success"}'));
    expect((await fleet('--prometheus', none)).stderr).toMatch(/is it a Prometheus, 2\.1 or newer\?/);
    const old = await serve((_request, response) => response.writeHead(404).end());
    expect((await fleet('--prometheus', old)).stderr).toMatch(/The Prometheus at .*: answers 404/);
  });

  test('Ctrl-C in the middle: what was fetched is told, and exit status 130', async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked++;
      void profileOf([janitor(3)]).then((bytes) => response.end(bytes));
    });
    const child = command(['fleet', '--fetches', '1000', '--seconds', '0.2', url]);
    // The first fetch is whole once there is a third one.
    await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(2);
    const ended = once(child, 'close');
    const printed = child.stdout.setEncoding('utf8').toArray();
    child.kill('SIGINT');
    expect(await ended).toEqual([130, null]);
    expect((await printed).join('')).toMatch(
      /^1 of 1 instances answered, \d+ fetches 0\.2 s apart: 3 tasks.*Interrupted: this is what there was\./,
    );
  });
});

/** The command, to be interrupted. */
function command(words: readonly string[]): ChildProcessWithoutNullStreams {
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  return spawn(process.execPath, [
    '--conditions=taskscope-source',
    '--disable-warning=ExperimentalWarning',
    main,
    ...words,
  ]);
}

/** For as long as somebody reads. */
function endless(_request: unknown, response: ServerResponse): void {
  const chunk = Buffer.alloc(2 ** 20);
  const go = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', go);
  go();
}
