import { AsyncLocalStorage } from 'node:async_hooks';
import { IncomingMessage, type ServerResponse } from 'node:http';
import { NotCalledError } from '../errors.ts';
import { callSite } from '../go-site.ts';
import { withLabels } from '../labels.ts';
import { registry } from '../registry/registry.ts';
import { type RoutedRequest, routeOf } from './request-route.ts';

export interface RequestTasksOptions {
  /** The route that a request is for; keep them few. Default: that of Express, else the path without ids. */
  route?: (request: RoutedRequest) => string;
}

export type RequestTasks = (request: RoutedRequest, response: ServerResponse, next: () => void) => void;

const RESPONSE = registry.waitNumber('response');
/** Who asks for more paths than this is not asking for routes. */
const ROUTE_LIMIT = 1000;
const OTHER = '(other routes)';
/** Before Node 24, async contexts slow every `await` of the program; there, labels go from a frame to those that it calls only. */
const FOLLOWS = Number(process.versions.node.split('.', 1)[0]) >= 24;

/** The number of the labels of the request on whose behalf the event loop calls. */
const carried = new AsyncLocalStorage<number>();

/**
 * Each request is a task, from here until its response is sent or its client is gone: one that is never answered shows in
 * count and profile, whatever its handler is. Tasks that are started on its behalf carry its `method` and `route` as labels.
 *
 * A middleware: `app.use(requestTasks())` in Express, as an `onRequest` hook in Fastify, and by itself
 * `tasks(request, response, () => handle(request, response))`. Mounted on a route of Express, it knows that route.
 * Throws a `NotCalledError` where it is mounted itself.
 */
export function requestTasks(options: RequestTasksOptions = {}): RequestTasks {
  if (options instanceof IncomingMessage) throw new NotCalledError('requestTasks');
  const { route = routeOf } = options;
  const site = callSite('request', requestTasks);
  const routes = new Set<string>();
  if (FOLLOWS) registry.carryLabels(() => carried.getStore() ?? 0);

  return function requestTask(request, response, next) {
    if (response.writableEnded || response.destroyed) return next();
    const method = request.method ?? '';
    const path = bounded(route(request), routes);
    withLabels({ method, route: path }, () => {
      const closed = new Promise<void>((resolve) => {
        response.once('close', resolve);
      });
      runWithin(startTask(site, `${method} ${path}`, closed), next);
    });
  };
}

function startTask(site: number, name: string, closed: Promise<void>): ReturnType<typeof registry.takeChild> {
  const parent = registry.currentRecord();
  registry.noteWait(closed, RESPONSE);
  registry.track(site, site, registry.taskNames.number(name, name), closed);
  return registry.takeChild(parent);
}

/** Calls `next` as the code of this task: what it starts is started by the request. */
function runWithin(task: ReturnType<typeof startTask>, next: () => void): void {
  if (task === null) return next();
  const previous = registry.setCurrent(task);
  try {
    if (FOLLOWS) carried.run(task.labels, next);
    else next();
  } finally {
    registry.setCurrent(previous);
  }
}

function bounded(route: string, routes: Set<string>): string {
  if (routes.size >= ROUTE_LIMIT && !routes.has(route)) return OTHER;
  routes.add(route);
  return route;
}
