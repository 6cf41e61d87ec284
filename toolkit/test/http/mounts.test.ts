/** The same routes under node:http, Express and Fastify, over a real socket. */
import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { Channel, go, taskCount } from 'taskscope';
import { debugRouter, requestTasks } from 'taskscope/http';
import { afterEach, describe, expect, test } from 'vitest';
import { goroutine, goroutineLeak } from '../../src/http/task-profiles.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function nodeApp(): RequestListener {
  const [debug, tasks] = [debugRouter(), requestTasks()];
  return (request, response) =>
    debug(request, response, () => tasks(request, response, () => void response.end('mine')));
}

function expressApp(): RequestListener {
  return express()
    .use(debugRouter())
    .use(requestTasks())
    .get('/mine', (_, response) => void response.send('mine'));
}

function expressAppMounted(): RequestListener {
  return express()
    .use('/debug/pprof', debugRouter())
    .get('/mine', requestTasks(), (_, response) => void response.send('mine'));
}

async function fastifyApp(): Promise<RequestListener> {
  const app = fastify();
  const [debug, tasks] = [debugRouter(), requestTasks()];
  app.addHook('onRequest', (request, reply, done) => debug(request.raw, reply.raw, () => done()));
  app.addHook('onRequest', (request, reply, done) => tasks(request.raw, reply.raw, done));
  app.get('/mine', async () => 'mine');
  await app.ready();
  return (request, response) => app.routing(request, response);
}

describe.each([
  ['node:http', nodeApp],
  ['Express', expressApp],
  ['Express, mounted at the path', expressAppMounted],
  ['Fastify', fastifyApp],
])('under %s', (_, app) => {
  test('all routes answer, and those of the application still do', async () => {
    const base = await listen(await app());
    const ask = (path: string, init?: RequestInit): Promise<Response> => fetch(`${base}${path}`, init);
    expect(await (await ask('/mine')).text()).toBe('mine');
    expect((await ask('/debug/pprof', { redirect: 'manual' })).headers.get('location')).toBe('/debug/pprof/');
    expect(await (await ask('/debug/pprof/')).text()).toContain('<th scope="row">goroutineleak</th>');
    expect(await (await ask('/debug/pprof/goroutine?debug=1')).text()).toMatch(/^goroutine profile: total \d+\n/);
    expect((await ask('/debug/pprof/nobody-knows')).status).toBe(404);
    const posted = await ask('/debug/pprof/symbol', {
      method: 'POST',
      body: '0x1000001',
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(await posted.text()).toMatch(/^num_symbols: 1\n0x1000001 /);
  });
});

test.each(['debugRouter', 'requestTasks'] as const)('`%s`, mounted itself, says what to write', async (name) => {
  const maker: unknown = { debugRouter, requestTasks }[name];
  const app = express().use(maker as express.Handler);
  const base = await listen(
    app
      .set('env', 'production')
      .use(
        (error: Error, _request: unknown, response: express.Response, _next: unknown) =>
          void response.status(500).send(error.message),
      ),
  );
  const answer = await fetch(`${base}/mine`);
  expect([answer.status, await answer.text()]).toEqual([
    500,
    `\`${name}\` was given a request, and makes a handler for requests: write \`app.use(${name}())\`.`,
  ]);
});

test('under a prefix of Express, the index and its links are where the browser is', async () => {
  const base = await listen(express().use('/internal', debugRouter()));
  const bare = await fetch(`${base}/internal/debug/pprof`, { redirect: 'manual' });
  expect(bare.headers.get('location')).toBe('/internal/debug/pprof/');
  const page = await (await fetch(`${base}/internal/debug/pprof/`)).text();
  expect(page).toContain(`${base}/internal/debug/pprof/goroutine?debug=1`);
});

describe('a client that goes away', () => {
  test('in the middle of a CPU profile ends it, so that another one can be taken', async () => {
    const base = await listen(debugRouter());
    const status = async (): Promise<number> => (await fetch(`${base}/debug/pprof/profile?seconds=1`)).status;
    const client = get(`${base}/debug/pprof/profile?seconds=3000`).on('error', () => {});
    while ((await status()) !== 500);
    client.destroy();
    while ((await status()) !== 200);
  });

  test('in the middle of a delta ends the wait', async () => {
    const gone = new AbortController();
    const request = Object.assign(Object.create(null), { method: 'GET' });
    const asked = { request, query: '', debug: 1, seconds: 3000, timeout: 0, signal: gone.signal } as const;
    const [delta, leaks] = [goroutine(asked), goroutineLeak(asked)];
    gone.abort();
    await expect(delta).rejects.toThrow('aborted');
    await expect(leaks).rejects.toThrow('aborted');
  });

  test('in the middle of a long dump ends the dump', async () => {
    const channel = new Channel<void>();
    for (let index = 0; index < 20_000; index++) void go(() => channel.receive());
    const debug = debugRouter();
    let closed = 0;
    const base = await listen((request, response) => {
      response.once('close', () => closed++);
      debug(request, response);
    });
    const client = get(`${base}/debug/pprof/goroutine?debug=2`, (response) => {
      response.once('data', () => client.destroy()).on('error', () => {});
    }).on('error', () => {});
    await until(() => closed === 1);
    expect((await fetch(`${base}/debug/pprof/goroutine?debug=1`)).status).toBe(200);
    const before = taskCount();
    channel.close();
    await until(() => taskCount() === before - 20_000);
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

test('a server that would hang up first says so, and does not wait', async () => {
  const base = await listen(debugRouter());
  servers[0]?.setTimeout(2000);
  const answer = await fetch(`${base}/debug/pprof/goroutine?seconds=5`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('raise `server.timeout`');
});
