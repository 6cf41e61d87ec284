/** Requests as tasks under Express and Fastify, named by the route that the framework has found. Koa and Hono: `npm test stacks`. */
import { once } from 'node:events';
import { createServer, get, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { type Labels, tasks } from 'taskscope';
import * as plugins from 'taskscope/fastify';
import { requestTasks } from 'taskscope/http';
import { afterEach, describe, expect, test } from 'vitest';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});

/** Asks for something that is never answered, until the handler has `asked`; what the tasks of requests are called then. */
async function unanswered(app: RequestListener, path: string, asked: Promise<void>): Promise<[string, Labels][]> {
  const server = createServer(app);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  get(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`).on('error', () => {});
  await asked;
  return tasks()
    .filter(({ wait }) => wait === 'response')
    .map(({ name, labels }) => [name, labels]);
}

const named = (route: string): [string, Labels][] => [[`GET ${route}`, { method: 'GET', route }]];

describe('Express', () => {
  test('names the route that matches behind the middleware, under the prefix of its router', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const router = express.Router().get('/reports/:name', () => resolve());
    const app = express().use(requestTasks()).use('/shop', router);
    expect(await unanswered(app, '/shop/reports/weekly?of=may', promise)).toEqual(named('/shop/reports/:name'));
  });

  test('leaves `request.route` as Express has it', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const app = express()
      .use(requestTasks())
      .get('/reports/:name', ({ route }) => resolve(route.path));
    await unanswered(
      app,
      '/reports/weekly',
      promise.then(() => {}),
    );
    expect(await promise).toBe('/reports/:name');
  });
});

describe('Fastify', () => {
  test('names the route as it was declared, for the whole application, whatever plugin registers it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const app = fastify();
    await app.register(plugins.requestTasks());
    await app.register(plugins.debugRouter());
    await app.register(
      async (shop) => {
        shop.get('/reports/:name', () => {
          resolve();
          return new Promise(() => {});
        });
      },
      { prefix: '/shop' },
    );
    await app.ready();
    const handle: RequestListener = (request, response) => app.routing(request, response);
    expect(await unanswered(handle, '/shop/reports/weekly', promise)).toEqual(named('/shop/reports/:name'));
    expect(app.printPlugins()).toContain('taskscope/requestTasks');
  });

  test.each([
    ['requestTasks', plugins.requestTasks],
    ['debugRouter', plugins.debugRouter],
  ] as const)('`%s`, registered itself, says what to write', (name, maker) => {
    expect(() => Reflect.apply(maker, undefined, [fastify()])).toThrow(
      `\`${name}\` was given an application, and makes a plugin for applications: write \`app.register(${name}())\`.`,
    );
  });
});
