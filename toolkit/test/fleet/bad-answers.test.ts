/** `taskscope fleet` against instances that answer badly or not at all; each is a line, and none of them ends the rest. */
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Profile, StringTable, ValueType } from 'pprof-format';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { fleet } from './command.ts';
import { endless, Instances } from './instances.ts';
import { profileOf } from './profiles.ts';
import { makeShop, type Shop } from './shop.ts';

const instances = new Instances();
let shop: Shop;
beforeAll(() => {
  shop = makeShop();
});
afterAll(() => {
  instances.close();
  shop.remove();
});

describe('a fleet that does not answer', () => {
  test('each of what can go wrong is its own line, and the others are ranked', async () => {
    const good = await instances.instance([shop.janitor(3)]);
    let followed = false;
    const elsewhere = await instances.serve((_request, response) => {
      followed = true;
      response.end();
    });
    const cut = (await profileOf([shop.janitor(3)])).subarray(0, -20);
    const heap = gzipSync(profileOfType('inuse_space'));
    const bad: [RequestListener, string | RegExp][] = [
      [(_request, response) => response.end('<html>'), 'its answer is no profile'],
      [(_request, response) => response.end(), 'its answer is no profile'],
      [(_request, response) => response.end(heap), 'its answer is a profile of `inuse_space`'],
      [
        (_request, response) => response.writeHead(403).end('no'),
        /^answers 403: it wants a token, in TASKSCOPE_AUTHORIZATION/,
      ],
      [(_request, response) => response.writeHead(404).end(), 'answers 404: it has no debug routes there'],
      [(_request, response) => response.writeHead(500).end(), 'answers 500'],
      ...[301, 302, 303, 307, 308].map((status): [RequestListener, string] => [
        (_request, response) => response.writeHead(status, { location: `${elsewhere}/x` }).end(),
        `leads to \`${elsewhere}/x\`, and is not followed`,
      ]),
      [(_request, response) => response.end(cut), 'its answer is cut short'],
      [(_request, response) => response.writeHead(200, { 'content-length': 99 }).end('x'), /./],
      [(request) => request.socket.destroy(), /./],
      [endless, 'its answer is over 32 MiB: cut, and not read'],
    ];
    const urls = await Promise.all(bad.map(([listener]) => instances.serve(listener)));
    const closed = await instances.closed();
    const { found, status } = await fleet(['--json', '--timeout', '20', good, good, closed, ...urls]);
    // Fewer than half have answered.
    expect(status).toBe(2);
    expect(found).toMatchObject({ asked: 2 + bad.length, answered: 1, tasks: 3 });
    expect(found.places).toMatchObject([{ function: 'janitor', rms: 3 }]);
    const said = (reason: string | RegExp) => (typeof reason === 'string' ? reason : expect.stringMatching(reason));
    expect(found.gaps).toEqual([
      { instance: closed, reason: 'nobody listens there' },
      ...urls.map((url, index) => ({ instance: url, reason: said(bad[index]?.[1] ?? '') })),
    ]);
    expect(followed).toBe(false);
  });

  test('one that does not answer in time is not waited for, and one that does only begin to', async () => {
    const silent = await instances.serve(() => {});
    const begun = await instances.serve((_request, response) => void response.write('x'));
    const { found, status } = await fleet(['--json', '--timeout', '0.5', silent, begun]);
    const reason = 'no whole answer within 0.5 s';
    expect(found).toMatchObject({ answered: 0, gaps: [silent, begun].map((instance) => ({ instance, reason })) });
    expect(status).toBe(2);
  });

  test.skipIf(isShort)('what grows beyond all measure when it is unpacked is given up', async () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 27 + 1), { level: 1 });
    const url = await instances.serve((_request, response) => response.end(bomb));
    const { found } = await fleet(['--json', '--timeout', '60', url]);
    expect(found.gaps).toEqual([{ instance: url, reason: 'its profile is over 128 MiB' }]);
  });

  test('the token goes to instances, another one to Prometheus, and none by an argument', async () => {
    const seen: unknown[] = [];
    const url = await instances.serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401).end();
    });
    const targets = JSON.stringify({ data: { activeTargets: [{ scrapeUrl: `${url}/metrics`, labels: {} }] } });
    const prometheus = await instances.serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end(targets);
    });
    const environment = { TASKSCOPE_AUTHORIZATION: 'Bearer one', TASKSCOPE_PROMETHEUS_AUTHORIZATION: 'Bearer two' };
    const { stdout, status } = await fleet(['--prometheus', prometheus], { environment });
    expect(seen).toEqual(['Bearer two', 'Bearer one']);
    expect(status).toBe(2);
    expect(stdout).toContain(`${url}: answers 401: the token is not the one that it wants`);
    const typed = await fleet([url.replace('http://', 'http://x:secret@')]);
    expect(typed.stderr).toMatch(/was given with a password, which others can see: set TASKSCOPE_AUTHORIZATION/);
    expect(typed.stderr).not.toContain('secret');
    const broken = await fleet([url], { environment: { TASKSCOPE_AUTHORIZATION: 'Bearer a\nb' } });
    expect([broken.status, broken.stderr]).toEqual([
      2,
      expect.stringContaining("TASKSCOPE_AUTHORIZATION can't be a header"),
    ]);
    expect(seen).toHaveLength(2);
  });

  test.each([
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
    const { status, stderr, stdout } = await fleet(words);
    expect(stderr).toMatch(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test.each([
    ['[', /is no JSON/],
    ['{}', /is no list of targets/],
    ['[{ "targets": [7] }]', /is no list of targets/],
    ['[]', /names no instance/],
  ])('a file with %j', async (text, message) => {
    const { status, stderr } = await fleet(['--file', shop.write('bad.json', text)]);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  test('what answers like no Prometheus, or like one that is too old', async () => {
    const none = await instances.serve((_request, response) => response.end('{"status":"success"}'));
    expect((await fleet(['--prometheus', none])).stderr).toMatch(/is it a Prometheus, 2\.1 or newer\?/);
    const old = await instances.serve((_request, response) => response.writeHead(404).end());
    expect((await fleet(['--prometheus', old])).stderr).toMatch(/The Prometheus at .*: answers 404/);
  });
});

/** A profile of nothing, as any program in Go has them. */
function profileOfType(type: string): Uint8Array {
  const stringTable = new StringTable();
  const valueType = new ValueType({ type: stringTable.dedup(type), unit: stringTable.dedup('bytes') });
  return new Profile({ sampleType: [valueType], stringTable }).encode();
}
