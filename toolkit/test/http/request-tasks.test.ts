/** Requests as tasks: labels, and the handler that never answers. Over a real socket. */
import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import inject from 'light-my-request';
import { Channel, go, profile, type Task, taskCount, tasks } from 'taskscope';
import { requestTasks } from 'taskscope/http';
import { afterEach, describe, expect, test } from 'vitest';
import { routeOf } from '../../src/http/request-route.ts';

let server: Server = createServer();
let open: Channel<void>[] = [];
afterEach(async () => {
  for (const channel of open) channel.close();
  open = [];
  if (!server.listening) return;
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

async function listen(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A task that waits for the end of the test. */
function startTask(name: string): void {
  const channel = new Channel<void>();
  open.push(channel);
  void go(() => channel.receive(), { name });
}

const named = (name: string): Task[] => tasks().filter((task) => task.name === name);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe('requestTasks', () => {
  test('a plain callback that never answers is a task, until its client is gone', async () => {
    const middleware = requestTasks();
    const base = await listen((request, response) => middleware(request, response, () => {}));
    const before = taskCount();
    const client = get(`${base}/never?secret=1`);
    client.on('error', () => {});
    await until(() => taskCount() === before + 1);
    const [request] = named('GET /never');
    expect(request).toMatchObject({ wait: 'response', labels: { method: 'GET', route: '/never' }, createdBy: null });
    expect(request?.frames[0]?.file).toMatch(/request-tasks\.test\.ts$/);
    expect(profile().groups.find(({ name }) => name === 'GET /never')).toMatchObject({ count: 1, leaked: false });
    client.destroy();
    await until(() => taskCount() === before);
  });

  test('a request that is answered is none any more', async () => {
    const middleware = requestTasks();
    let during = 0;
    const base = await listen((request, response) =>
      middleware(request, response, () => {
        during = taskCount();
        response.end('ok');
      }),
    );
    const before = taskCount();
    for (let index = 0; index < 20; index++) await (await fetch(base)).text();
    expect(during).toBe(before + 1);
    await until(() => taskCount() === before);
  });

  test('a throw of the handler goes where it would have gone', async () => {
    const middleware = requestTasks();
    const base = await listen((request, response) => {
      try {
        middleware(request, response, () => {
          throw new Error('of the handler');
        });
      } catch (error) {
        response.end(String(error));
      }
    });
    expect(await (await fetch(base)).text()).toBe('Error: of the handler');
  });

  test('what a handler starts carries method and route, after a body was read as well, and nobody else does', async () => {
    const app = express()
      .use(requestTasks())
      .use(express.json())
      .post('/orders/:order', async (_, response) => {
        startTask('at once');
        await new Promise((resolve) => setTimeout(resolve, 1));
        startTask('after a timer');
        response.send('ok');
      });
    const base = await listen(app);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ a: 1 });
    await (await fetch(`${base}/orders/1234`, { method: 'POST', body, headers })).text();
    startTask('of nobody');
    const labels = { method: 'POST', route: '/orders/:order' };
    expect(named('at once')[0]?.labels).toEqual(labels);
    expect(named('after a timer')[0]?.labels).toEqual(labels);
    expect(named('of nobody')[0]?.labels).toEqual({});
  });

  test('two requests at once do not mix', async () => {
    const paths = ['slow', 'fast', 'quick'];
    const app = express().use(requestTasks());
    for (const path of paths) {
      app.get(`/${path}`, async (_, response) => {
        await new Promise((resolve) => setTimeout(resolve, path === 'slow' ? 20 : 1));
        startTask(`by ${path}`);
        response.send('ok');
      });
    }
    const base = await listen(app);
    await Promise.all(paths.map(async (path) => (await fetch(`${base}/${path}`)).text()));
    for (const path of paths) {
      expect(named(`by ${path}`)[0]?.labels).toEqual({ method: 'GET', route: `/${path}` });
    }
  });

  test('on a route of Express it knows the route; told a name it takes that', async () => {
    const app = express()
      .get('/users/:user/files', requestTasks(), () => {})
      .get('/told', requestTasks({ route: () => 'my own' }), () => {});
    const base = await listen(express().use('/api', app));
    const before = taskCount();
    const clients = ['/api/users/alice/files', '/api/told'].map((path) => get(`${base}${path}`).on('error', () => {}));
    await until(() => taskCount() === before + 2);
    expect(named('GET /api/users/:user/files')).toHaveLength(1);
    expect(named('GET my own')[0]?.labels).toEqual({ method: 'GET', route: 'my own' });
    for (const client of clients) client.destroy();
    await until(() => taskCount() === before);
  });

  test('who asks for a thousand routes gets no more names', async () => {
    const middleware = requestTasks();
    let seen: Task | undefined;
    const handler: RequestListener = (request, response) =>
      middleware(request, response, () => {
        seen = tasks().at(-1);
        response.end();
      });
    for (let index = 0; index < 1000; index++) await inject(handler, { url: `/route-${index}` });
    expect(seen?.labels['route']).toBe('/route-999');
    await inject(handler, { url: '/one-more' });
    expect(seen?.labels['route']).toBe('(other routes)');
    await inject(handler, { url: '/route-0' });
    expect(seen?.labels['route']).toBe('/route-0');
  });
});

describe('routeOf', () => {
  const route = (url: string): string => routeOf(Object.assign(Object.create(null), { url }));

  test.each([
    ['/', '/'],
    ['/query', '/query'],
    ['/query?id=5', '/query'],
    ['/users/5/files/77', '/users/:id/files/:id'],
    ['/v2/users', '/v2/users'],
    ['/orders/0f8fad5b-d9cb-469f-a165-70867728950e', '/orders/:id'],
    ['/commits/2b7fd8a0c1', '/commits/:id'],
    ['/facade/decade', '/facade/decade'],
    ['/files/a-very-long-name-that-nobody-gives-to-a-route.pdf', '/files/:id'],
  ])('%s is %s', (url, expected) => {
    expect(route(url)).toBe(expected);
  });

  test('is short, whatever is asked for', () => {
    expect(route('/abc'.repeat(1000)).length).toBe(120);
  });
});
