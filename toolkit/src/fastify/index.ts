/**
 * Requests as tasks, and the debug routes, as plugins of Fastify 5:
 *
 *     await app.register(requestTasks());
 *     await app.register(debugRouter());
 *
 * Both are meant for the whole application, whatever plugin registers them.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NotCalledError } from '../errors.ts';
import { type DebugRouterOptions, debugRouter as routerOf } from '../http/debug-router.ts';
import { routeOf } from '../http/request-route.ts';
import { requestStarter } from '../http/request-task.ts';
import { closeOf } from '../http/request-tasks.ts';

export type { DebugRouterOptions } from '../http/debug-router.ts';

/** As much of Fastify's request as is looked at here. */
export interface Request {
  raw: IncomingMessage;
  routeOptions: { url?: string | undefined };
}

/** As much of its reply. */
export interface Reply {
  raw: ServerResponse;
  hijack(): unknown;
}

/** As much of Fastify as a plugin of these needs. */
export interface Application {
  addHook(name: 'onRequest', hook: (request: Request, reply: Reply, done: () => void) => void): unknown;
}

export type Plugin = (app: Application, options: unknown, done: () => void) => void;

export interface RequestTasksOptions {
  /** The route that a request is for; keep them few. Default: that of Fastify, as it was declared. */
  route?: (request: Request) => string;
}

/**
 * A plugin: each request is a task, from here until its response is sent or its client is gone, named by its route. One that
 * is never answered shows in count and profile. Throws a `NotCalledError` where it is registered itself.
 */
export function requestTasks(options: RequestTasksOptions = {}): Plugin {
  if ('addHook' in options) throw new NotCalledError('requestTasks', 'register');
  const { route = declaredRoute } = options;
  const start = requestStarter(requestTasks);
  return plugin('requestTasks', (request, reply, done) => {
    const started = { method: request.raw.method ?? '', route: route(request), closed: closeOf(reply.raw) };
    start(started, () => done());
  });
}

/**
 * A plugin: the routes of Go's `net/http/pprof` under `/debug/pprof/`, as `debugRouter` of `taskscope/http`, with its options
 * and errors. Throws a `NotCalledError` where it is registered itself.
 */
export function debugRouter(options: DebugRouterOptions = {}): Plugin {
  if ('addHook' in options) throw new NotCalledError('debugRouter', 'register');
  const debug = routerOf(options);
  return plugin('debugRouter', (request, reply, done) => {
    let isOurs = true;
    debug(request.raw, reply.raw, () => {
      isOurs = false;
    });
    if (isOurs) reply.hijack();
    else done();
  });
}

/** What no route was declared for has none. */
function declaredRoute({ raw, routeOptions }: Request): string {
  return routeOptions.url ?? routeOf(raw);
}

type OnRequest = Parameters<Application['addHook']>[1];

/** What `fastify-plugin` does: no context of its own, and a name for messages. */
function plugin(name: string, onRequest: OnRequest): Plugin {
  const register: Plugin = (app, _options, done) => {
    app.addHook('onRequest', onRequest);
    done();
  };
  return Object.assign(register, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: `taskscope/${name}`,
    [Symbol.for('plugin-meta')]: { name: `taskscope/${name}`, fastify: '>=5' },
  });
}
