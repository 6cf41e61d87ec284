/**
 * @area Debug routes
 * @promised They answer nobody who was not meant: no stranger behind a proxy, no page of another site, no frame, no link; and
 *   nothing is collected that nobody asked for on purpose.
 * @trusted Programs on the machine of a developer; in production only who has the token, or whom `allow` lets in. The machine
 *   itself, where `debugServer()` listens.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { request as ask, createServer, type IncomingHttpHeaders } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2 } from 'node:http2';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import inject, { type InjectOptions } from 'light-my-request';
import { type DebugRouterOptions, debugRouter, debugServer } from 'taskscope/http';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { isRoot, isShort, makeFolder, STRANGER } from './machine.ts';

const TOKEN = 'a-token-that-nobody-can-guess';
const ROUTES = ['', 'goroutine?debug=1', 'goroutineleak', 'heap', 'profile?seconds=1', 'cmdline', 'symbol', 'x'];

afterEach(() => {
  vi.unstubAllEnvs();
});

type Options = Omit<InjectOptions, 'url' | 'path'>;

/** What each route answers to this request, as numbers. */
async function statuses(options: Options, router: DebugRouterOptions = {}): Promise<Set<number>> {
  const handler = debugRouter(router);
  const answers = ROUTES.map((url) => inject(handler, { url: `/debug/pprof/${url}`, ...options }));
  return new Set((await Promise.all(answers)).map(({ statusCode }) => statusCode));
}

async function status(url: string, options: Options = {}, router: DebugRouterOptions = {}): Promise<number> {
  return (await inject(debugRouter(router), { url: `/debug/pprof/${url}`, ...options })).statusCode;
}

describe('through a proxy on the same machine', () => {
  /** As nginx, with one line of configuration: no header of its own, and the host rewritten. */
  async function plainProxy(port: number): Promise<number> {
    const proxy = createServer((request, response) => {
      const { url = '', method = '', headers } = request;
      const onward = { ...headers, host: `127.0.0.1:${port}` };
      request.pipe(
        ask({ port, path: url, method, headers: onward }, (answer) => {
          response.writeHead(answer.statusCode ?? 0, answer.headers);
          answer.pipe(response);
        }),
      );
    });
    return listening(proxy);
  }

  async function listening(server: ReturnType<typeof createServer>): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  test('in production nobody is answered by a router that was not told whom: it says so when it is made', () => {
    vi.stubEnv('NODE_ENV', 'production');
    for (const options of [undefined, {}, { token: undefined }, { allow: undefined }]) {
      expect(() => debugRouter(options)).toThrow(
        expect.objectContaining({ code: 'ERR_DEBUG_ACCESS', message: expect.stringContaining('give it a `token`') }),
      );
    }
  });

  test.each<[string, DebugRouterOptions]>([
    ['a token', { token: TOKEN }],
    ['an `allow` that looks for it', { allow: ({ headers }) => headers.authorization === `Bearer ${TOKEN}` }],
  ])('in production, with %s, a stranger is refused on every route, and who has it is answered', async (_, options) => {
    vi.stubEnv('NODE_ENV', 'production');
    const port = await plainProxy(await listening(createServer(debugRouter(options))));
    for (const url of ROUTES) {
      expect([401, 403]).toContain((await fetch(`http://127.0.0.1:${port}/debug/pprof/${url}`)).status);
    }
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await fetch(`http://127.0.0.1:${port}/debug/pprof/cmdline`, { headers })).status).toBe(200);
  });

  test.each([
    'Forwarded',
    'Via',
    'X-Real-IP',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'X-Forwarded-Server',
    'X-Client-IP',
    'X-Cluster-Client-IP',
    'X-Original-Forwarded-For',
    'X-Original-Host',
    'X-Envoy-External-Address',
    'X-Appengine-User-IP',
    'X-Azure-ClientIP',
    'X-Azure-FDID',
    'X-Amzn-Trace-Id',
    'X-Amz-Cf-Id',
    'X-Vercel-Forwarded-For',
    'X-NF-Client-Connection-IP',
    'CF-Connecting-IP',
    'CF-Ray',
    'CDN-Loop',
    'True-Client-IP',
    'Fastly-Client-IP',
    'Fly-Client-IP',
    'DO-Connecting-IP',
  ])('that sets %s, nobody is answered, whatever it says', async (name) => {
    for (const value of isShort ? [''] : ['203.0.113.9', '127.0.0.1', '']) {
      expect(await statuses({ headers: { [name]: value } })).toEqual(new Set([403]));
    }
  });
});

describe('a browser that a foreign page has sent', () => {
  const foreign: [string, IncomingHttpHeaders][] = [
    ['a script of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a script, in an old browser', { origin: 'https://evil.example' }],
    ['a script in a sandbox', { origin: 'null' }],
    ['a page on another port of this machine', { origin: 'http://localhost:4000' }],
    ['the same, which says it in another way', { 'sec-fetch-site': 'same-site' }],
    ['an image', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a link', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    ['a link, clicked', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-user': '?1' }],
    ['a frame', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['a frame that says it is of this site', { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'iframe' }],
    ['an object', { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'object' }],
    ['a word that no browser says', { 'sec-fetch-site': 'same-origin, cross-site' }],
    ['a site with a name of this machine', { host: '127.0.0.1.evil.example' }],
  ];

  test.each(foreign)('%s: nothing, on any route', async (_, headers) => {
    expect(await statuses({ headers: { host: 'localhost:3000', ...headers } })).toEqual(new Set([403]));
  });

  test.each(foreign.slice(0, -1))('%s: nothing, though the reader has the token, or is allowed', async (_, headers) => {
    const sent = { headers: { host: 'localhost:3000', authorization: `Bearer ${TOKEN}`, ...headers } };
    expect(await statuses(sent, { token: TOKEN })).toEqual(new Set([403]));
    expect(await statuses(sent, { allow: () => true })).toEqual(new Set([403]));
  });

  test('what a person does is answered: typing the address, clicking in the index', async () => {
    for (const site of ['none', 'same-origin']) {
      const headers = {
        host: 'localhost:3000',
        'sec-fetch-site': site,
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        'sec-fetch-user': '?1',
      };
      expect(await status('goroutine?debug=1', { headers })).toBe(200);
      expect(await status('goroutineleak?debug=1', { headers })).toBe(200);
    }
    expect(
      await status('symbol', { method: 'POST', headers: { host: 'localhost:3000', origin: 'http://localhost:3000' } }),
    ).toBe(200);
  });

  test('no answer can be shown in a frame, or read as another kind', async () => {
    for (const url of ROUTES.filter((each) => !/heap|profile/.test(each))) {
      const { headers } = await inject(debugRouter(), { url: `/debug/pprof/${url}` });
      expect(headers).toMatchObject({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      });
    }
  });
});

describe('a collection', () => {
  test.each<[string, Options]>([
    ['a browser that fetches ahead', { headers: { 'sec-purpose': 'prefetch' } }],
    ['one that renders ahead', { headers: { 'sec-purpose': 'prefetch;prerender' } }],
    ['an old one', { headers: { 'x-moz': 'prefetch' } }],
    ['one that makes a preview', { headers: { purpose: 'preview' } }],
    ['a script of the application', { headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' } }],
    ['a redirect that nobody clicked', { headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' } }],
    ['who only looks whether there is something', { method: 'HEAD' }],
  ])('is not made for %s', async (_, options) => {
    expect([403, 405]).toContain(await status('goroutineleak?debug=1', options));
  });

  test('is made for a program that asks', async () => {
    expect(await status('goroutineleak?debug=1')).toBe(200);
  });
});

describe('a token', () => {
  const asks = (authorization: string): Promise<number> =>
    status('cmdline', { headers: { authorization } }, { token: TOKEN });
  const basic = (words: string): string => `Basic ${Buffer.from(words).toString('base64')}`;

  test('is all that is asked for, in a header or as a password, from wherever', async () => {
    expect(await asks(`Bearer ${TOKEN}`)).toBe(200);
    expect(await asks(`bearer  ${TOKEN}`)).toBe(200);
    expect(await asks(basic(`x:${TOKEN}`))).toBe(200);
    const far = { remoteAddress: '203.0.113.9', headers: { host: 'ops.example', authorization: `Bearer ${TOKEN}` } };
    expect(await status('cmdline', far, { token: TOKEN })).toBe(200);
  });

  test.each([
    ['none', ''],
    ['a wrong one', 'Bearer wrong-wrong-wrong-wrong'],
    ['a part of it', `Bearer ${TOKEN.slice(0, -1)}`],
    ['more than it', `Bearer ${TOKEN}x`],
    ['it as a name', basic(`${TOKEN}:`)],
    ['it without a name', basic(TOKEN)],
    ['it by another scheme', `Digest ${TOKEN}`],
    ['what is no Base64', 'Basic ****'],
    ['nothing at all', 'Bearer '],
  ])('%s is not let in, on this machine either', async (_, authorization) => {
    expect(await asks(authorization)).toBe(401);
  });

  test('that anybody could guess is refused when it is given', () => {
    for (const token of ['', 'short', '123456789012345']) {
      expect(() => debugRouter({ token })).toThrow(expect.objectContaining({ code: 'ERR_DEBUG_ACCESS' }));
    }
  });

  test('and `allow`: both have to let in', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect(await status('cmdline', { headers }, { token: TOKEN, allow: () => false })).toBe(403);
    expect(await status('cmdline', {}, { token: TOKEN, allow: () => true })).toBe(401);
  });
});

describe('HTTP/2', () => {
  async function asksHttp2(headers: { [name: string]: string }): Promise<number> {
    // Its requests are of another type, and the same to a handler.
    const server = createHttp2((...words) => void Reflect.apply(debugRouter(), undefined, words));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const stream = client.request({ ':path': '/debug/pprof/goroutine?debug=1', ...headers });
    const [answer] = await once(stream, 'response');
    stream.resume();
    await once(stream, 'close');
    client.close();
    server.close();
    return answer[':status'];
  }

  test('its `:authority` is the host', async () => {
    expect(await asksHttp2({})).toBe(200);
    expect(await asksHttp2({ ':authority': 'localhost:8443' })).toBe(200);
    expect(await asksHttp2({ ':authority': 'evil.example' })).toBe(403);
    expect(await asksHttp2({ ':authority': 'evil.example', host: 'localhost' })).toBe(403);
    expect(await asksHttp2({ ':authority': 'localhost', host: 'evil.example' })).toBe(403);
  });
});

describe('`debugServer()`', () => {
  async function open(options: Parameters<typeof debugServer>[0]): ReturnType<typeof debugServer> {
    const server = await debugServer(options);
    onTestFinished(() => server.close());
    return server;
  }

  function askSocket(socketPath: string, headers: IncomingHttpHeaders = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      ask({ agent: false, socketPath, path: '/debug/pprof/goroutine?debug=1', headers }, (answer) =>
        resolve(text(answer)),
      )
        .on('error', reject)
        .end();
    });
  }

  test('listens on loopback alone, in production too, and answers by the same rules', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const { address } = await open({ port: 0 });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/debug\/pprof\/$/);
    expect((await fetch(`${address}cmdline`)).status).toBe(200);
    expect((await fetch(`${address}cmdline`, { headers: { 'x-real-ip': '127.0.0.1' } })).status).toBe(403);
    expect((await fetch(`${address}cmdline`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await fetch(new URL('/other', address))).status).toBe(404);
  });

  test('with a token, asks other users of the machine for it', async () => {
    const { address } = await open({ port: 0, token: TOKEN });
    expect((await fetch(`${address}cmdline`)).status).toBe(401);
    expect((await fetch(`${address}cmdline`, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200);
    await expect(debugServer({ port: 0, token: 'short' })).rejects.toMatchObject({ code: 'ERR_DEBUG_ACCESS' });
  });

  test('a port that is taken is said', async () => {
    const { address } = await open({ port: 0 });
    const port = Number(new URL(address).port);
    await expect(debugServer({ port })).rejects.toMatchObject({
      code: 'ERR_DEBUG_SERVER',
      message: `\`127.0.0.1:${port}\` is taken: give \`debugServer\` another \`port\`, 0 for any free one, or a \`path\`.`,
    });
  });

  describe.skipIf(process.platform === 'win32')('at a socket', () => {
    test('only its owner can open it, from the first moment, whatever the mask; nothing is left behind', async () => {
      const folder = makeFolder();
      const path = join(folder, 'debug.sock');
      const mask = process.umask(0);
      const server = await debugServer({ path }).finally(() => process.umask(mask));
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(readdirSync(folder)).toEqual(['debug.sock']);
      expect(await askSocket(path)).toMatch(/^goroutine profile: total/);
      expect(await askSocket(path, { via: 'proxy' })).toContain('Only programs on this machine');
      await server.close();
      expect(readdirSync(folder)).toEqual([]);
    });

    test('what is left of one that was killed gives way; what somebody listens at, or a file, does not', async () => {
      const folder = makeFolder();
      const path = join(folder, 'debug.sock');
      const first = await open({ path });
      await expect(debugServer({ path })).rejects.toMatchObject({ code: 'ERR_DEBUG_SERVER' });
      expect(await askSocket(path)).toMatch(/^goroutine profile/);
      await first.close();
      const dead = createSocket().listen(path);
      await once(dead, 'listening');
      // As if it had been killed: the file stays.
      const kept = `${path}.kept`;
      renameSync(path, kept);
      dead.close();
      await once(dead, 'close');
      renameSync(kept, path);
      expect(lstatSync(path).isSocket()).toBe(true);
      await open({ path });
      expect(await askSocket(path)).toMatch(/^goroutine profile/);
      const file = join(folder, 'notes.txt');
      writeFileSync(file, 'kept');
      await expect(debugServer({ path: file })).rejects.toThrow('is no socket of this user');
      expect(existsSync(file)).toBe(true);
    });

    test('a folder that is not there, and a path that is too long, are said', async () => {
      await expect(debugServer({ path: join(makeFolder(), 'none', 'x.sock') })).rejects.toThrow(
        'No socket can be made',
      );
      await expect(debugServer({ path: `/tmp/${'x'.repeat(120)}` })).rejects.toThrow('is too long for a socket');
    });

    test.skipIf(!isRoot)('another user can not open it', async () => {
      const folder = makeFolder(0o777);
      const path = join(folder, 'debug.sock');
      await open({ path });
      chmodSync(folder, 0o755);
      const look = `require('node:net').connect(${JSON.stringify(path)}).on('error', (e) => console.log(e.code)).on('connect', () => { console.log('open'); process.exit(); })`;
      expect(String(execFileSync(process.execPath, ['--eval', look], { ...STRANGER, cwd: '/' })).trim()).toBe('EACCES');
    });
  });
});
