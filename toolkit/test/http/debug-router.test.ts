/** The debug routes as a client sees them, with no port: status, headers, text. */
import { gunzipSync } from 'node:zlib';
import inject, { type InjectOptions, type Response } from 'light-my-request';
import { Profile } from 'pprof-format';
import { Channel, collect, formatProfile, go, profile, taskCount } from 'taskscope';
import { type Allow, type DebugRouterOptions, debugRouter } from 'taskscope/http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const SECRET = 'secret name of a task';
const channel = new Channel<void>();
beforeAll(() => {
  for (let index = 0; index < 3; index++) void go(() => channel.receive(), { name: SECRET });
});
afterAll(() => channel.close());

function ask(
  url: string,
  options: Omit<InjectOptions, 'url' | 'path'> = {},
  router: DebugRouterOptions = {},
): Promise<Response> {
  return inject(debugRouter(router), { url: `/debug/pprof/${url}`, ...options });
}

describe('goroutine', () => {
  test('debug=1 is the profile as text, under the name that Go has for it', async () => {
    const { statusCode, headers, payload } = await ask('goroutine?debug=1');
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const steady = (text: string): string => text.replace(/, \d+ ms/g, '');
    expect(steady(payload)).toBe(steady(formatProfile(profile(), { name: 'goroutine' })));
    expect(payload).toMatch(new RegExp(`^goroutine profile: total ${taskCount()}\n`));
  });

  test('debug=2 is each task', async () => {
    const { statusCode, payload } = await ask('goroutine?debug=2');
    expect(statusCode).toBe(200);
    expect(payload.match(/^task \d+ "secret name of a task" \[chan receive/gm)).toHaveLength(3);
  });

  test('without debug is binary, as a file', async () => {
    const { statusCode, headers, rawPayload } = await ask('goroutine');
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="goroutine"',
      'x-content-type-options': 'nosniff',
    });
    const { sample } = Profile.decode(gunzipSync(rawPayload));
    expect(sample.reduce((sum, { value }) => sum + Number(value[0]), 0)).toBe(taskCount());
  });

  test('seconds shows what changed, as text and binary, two at once', async () => {
    const asked = Promise.all([ask('goroutine?seconds=1&debug=1'), ask('goroutine?seconds=1')]);
    await new Promise(setImmediate);
    for (let index = 0; index < 4; index++) void go(() => channel.receive(), { name: 'grown' });
    const [text, binary] = await asked;
    expect(text.payload).toMatch(
      /^goroutine profile delta: \+4 in 1\.\d\d s, \+\d\.\d\d a second, total \d+\n\+4 @ 0x/,
    );
    expect(text.payload).toContain('# name: "grown"');
    expect(binary.headers['content-disposition']).toBe('attachment; filename="goroutine-delta"');
    const { sample, durationNanos } = Profile.decode(gunzipSync(binary.rawPayload));
    expect(sample.map(({ value }) => value)).toEqual([[4]]);
    expect(Number(durationNanos)).toBeGreaterThanOrEqual(1e9);
  });
});

describe('goroutineleak', () => {
  test('forces the collection that proves, and shows the leaked alone; no other route does', async () => {
    (() => {
      for (let index = 0; index < 6; index++) void go(() => new Channel<number>().send(index), { name: 'lost' });
    })();
    const lost = ({ payload }: Response): string[] => payload.match(/\d+ @ .*\n# name: "lost"(\n#.*)*/g) ?? [];
    const [live] = lost(await ask('goroutine?debug=1'));
    expect(live).toMatch(/^6 @/);
    expect(live).not.toContain('(leaked)');
    const both = await Promise.all([ask('goroutineleak?debug=1'), ask('goroutineleak?debug=1')]);
    for (const answer of both) {
      expect(answer.payload).toMatch(/^goroutineleak profile: total \d+\n/);
      expect(lost(answer)[0]).toMatch(/^6 @ 0x[0-9a-f]+\n# name: "lost"\n# wait: chan send \(leaked\)/);
      expect(answer.payload).not.toContain(SECRET);
    }
    const tasks = await ask('goroutineleak?debug=2');
    expect(tasks.payload).toMatch(/^6 tasks "lost" \[chan send \(leaked\)\]/m);
    expect(tasks.payload).not.toContain(SECRET);
    expect((await ask('goroutineleak')).headers['content-disposition']).toContain('goroutineleak');
  });

  test('seconds shows the leaks of that time', async () => {
    await collect();
    const asked = ask('goroutineleak?seconds=1&debug=1');
    // Once the first look, which forces collections, has begun.
    await new Promise(setImmediate);
    await collect();
    (() => void go(() => new Channel<number>().send(1), { name: 'lost meanwhile' }))();
    const { payload } = await asked;
    expect(payload).toMatch(/^goroutineleak profile delta: \+1 in/);
    expect(payload).toContain('# name: "lost meanwhile"');
  });
});

describe('symbol', () => {
  test('names the addresses of the text, and those before them, which pprof asks for', async () => {
    const { payload } = await ask('goroutine?debug=1');
    const [, address = ''] = /^\d+ @ (0x[0-9a-f]+)$/m.exec(payload) ?? [];
    const before = `0x${(Number(address) - 1).toString(16)}`;
    const name = expect.stringMatching(/debug-router\.test\.ts:\d+$/);
    const posted = await ask('symbol', { method: 'POST', payload: `${before}+${address}` });
    expect(posted.payload.split('\n')).toEqual(['num_symbols: 1', name, name, '']);
    expect(posted.payload).toContain(`\n${before} `);
    expect((await ask(`symbol?${before}+${address}`)).payload).toBe(posted.payload);
  });

  test('says nothing of what is no address', async () => {
    for (const query of ['', '0x1', '0xffffffffffffff', 'x', '0x', '../..', '1e9+-1']) {
      expect((await ask(`symbol?${query}`)).payload).toBe('num_symbols: 1\n');
    }
  });

  test('refuses a body that is larger than any profile', async () => {
    const answer = await ask('symbol', { method: 'POST', payload: '0x1+'.repeat(300_000) });
    expect(answer.statusCode).toBe(413);
  });
});

test('cmdline is the words of the process, with NUL between them', async () => {
  const { payload, headers } = await ask('cmdline');
  expect(payload.split('\0')).toEqual([process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
  expect(headers['content-type']).toBe('text/plain; charset=utf-8');
});

describe('the index', () => {
  test('lists the profiles with counts, and runs nothing', async () => {
    const { statusCode, headers, payload } = await ask('', { headers: { host: 'localhost:3000' } });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'/,
    );
    expect(payload).toContain(`<td class="count">${taskCount()}</td><th scope="row">goroutine</th>`);
    expect(payload).toContain('href="goroutine?debug=2"');
    expect(payload).toContain('http://localhost:3000/debug/pprof/goroutine?debug=1');
    expect(payload).not.toContain('<script');
  });

  test('is found without the slash at its end', async () => {
    const { statusCode, headers } = await inject(debugRouter(), { url: '/debug/pprof' });
    expect([statusCode, headers['location']]).toEqual([301, '/debug/pprof/']);
  });

  test('escapes what a client that was let in says of itself', async () => {
    const { payload } = await ask('', { headers: { host: '"><script>alert(1)</script>' } }, { allow: () => true });
    expect(payload).not.toContain('<script');
  });
});

describe('bad requests', () => {
  test.each([
    ['goroutine?debug=9', 400, '`debug` must be 0 '],
    ['goroutine?debug=x', 400, '`debug` must be 0 '],
    ['goroutine?seconds=-1', 400, '`seconds` must be a whole number from 1 to 3600.'],
    ['goroutine?seconds=0', 400, '`seconds` must be'],
    ['goroutine?seconds=1.5', 400, '`seconds` must be'],
    ['goroutine?seconds=1e9', 400, '`seconds` must be'],
    ['goroutine?seconds=3601', 400, '`seconds` must be'],
    ['profile?seconds=-1', 400, '`seconds` must be'],
    ['goroutine?seconds=1&debug=2', 400, '`seconds` shows which groups grew'],
    ['goroutineleak?seconds=1&debug=2', 400, '`seconds` shows which groups grew'],
    ['heap?debug=1', 400, '`heap` has a binary form only'],
    ['nobody-knows', 404, 'Unknown profile `nobody-knows`: there are goroutine, goroutineleak, heap,'],
    ['goroutine/', 404, 'Unknown profile `goroutine/`'],
    ['%3Cscript%3E%ff', 404, 'Unknown profile'],
  ])('%s is answered with %i and what to do', async (url, status, message) => {
    const { statusCode, payload, headers } = await ask(url);
    expect(statusCode).toBe(status);
    expect(payload).toContain(message);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-go-pprof': '1',
    });
  });

  test('other methods are refused, HEAD has no body', async () => {
    const deleted = await ask('goroutine?debug=1', { method: 'DELETE' });
    expect([deleted.statusCode, deleted.headers['allow']]).toEqual([405, 'GET, HEAD']);
    expect((await ask('goroutine?debug=1', { method: 'POST' })).statusCode).toBe(405);
    for (const form of [1, 2]) {
      const head = await ask(`goroutine?debug=${form}`, { method: 'HEAD' });
      expect([head.statusCode, head.payload]).toEqual([200, '']);
    }
  });

  test('another path is handed on, or answered with 404', async () => {
    for (const url of ['/', '/debug', '/debug/pprofile', '/x/debug/pprof/']) {
      const alone = await inject(debugRouter(), { url });
      expect([alone.statusCode, alone.payload]).toEqual([
        404,
        'Nothing is here: the profiles are under /debug/pprof/.\n',
      ]);
      const handedOn = await inject(
        (request, response) => debugRouter()(request, response, () => response.end('mine')),
        { url },
      );
      expect(handedOn.payload).toBe('mine');
    }
  });
});

describe('who is answered', () => {
  const everyRoute = [
    '',
    'goroutine?debug=1',
    'goroutine?debug=2',
    'goroutineleak',
    'heap',
    'profile',
    'cmdline',
    'symbol',
    'x',
  ];

  test.each([
    ['a peer on another machine', { remoteAddress: '203.0.113.9' }],
    ['a peer on another machine, IPv6', { remoteAddress: '2001:db8::1' }],
    ['a peer on another machine, mapped', { remoteAddress: '::ffff:203.0.113.9' }],
    ['a name that a foreign site gave to this machine', { headers: { host: 'evil.example' } }],
    ['a name that only begins like this machine', { headers: { host: '127.0.0.1.evil.example' } }],
    ['a proxy on this machine', { headers: { 'x-forwarded-for': '203.0.113.9' } }],
    [
      'a foreign page in a browser on this machine',
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
    ],
  ])('not %s: 403 on every route, and nothing said about tasks', async (_, options) => {
    for (const url of everyRoute) {
      const { statusCode, payload } = await ask(url, options);
      expect([url, statusCode]).toEqual([url, 403]);
      expect(payload).toBe(
        'Only programs on this machine are answered here. `debugRouter({ allow })` lets others in.\n',
      );
    }
  });

  test.each([
    ['127.0.0.1', '127.0.0.1:8080'],
    ['127.1.2.3', 'localhost'],
    ['::1', '[::1]:8080'],
    ['::ffff:127.0.0.1', 'LOCALHOST:1'],
  ])('peer %s that asks %s', async (remoteAddress, host) => {
    expect((await ask('goroutine?debug=1', { remoteAddress, headers: { host } })).statusCode).toBe(200);
  });

  test('whom `allow` lets in, and nobody else', async () => {
    const allow: Allow = async ({ headers }) => headers.authorization === 'Bearer right';
    const from = (authorization: string): Promise<Response> =>
      ask('goroutine?debug=1', { remoteAddress: '203.0.113.9', headers: { authorization } }, { allow });
    expect((await from('Bearer right')).statusCode).toBe(200);
    expect((await from('Bearer wrong')).statusCode).toBe(403);
  });

  test('nobody else, where `allow` throws: the log is told, and the client is not', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const allow = (): boolean => {
      throw new Error('no list');
    };
    const { statusCode, payload } = await ask('goroutine?debug=1', { remoteAddress: '203.0.113.9' }, { allow });
    expect(statusCode).toBe(403);
    expect(payload).not.toContain('no list');
    expect((await warned).message).toContain('no list');
  });
});
