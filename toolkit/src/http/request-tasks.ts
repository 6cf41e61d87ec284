import { IncomingMessage, type ServerResponse } from 'node:http';
import { NotCalledError } from '../errors.ts';
import { type RoutedRequest, routeOf } from './request-route.ts';
import { requestStarter } from './request-task.ts';
import { whenSet } from './when-set.ts';

export interface RequestTasksOptions {
  /** The route that a request is for; keep them few. Default: that of Express, else the path without ids. */
  route?: (request: RoutedRequest) => string;
}

export type RequestTasks = (request: RoutedRequest, response: ServerResponse, next: () => void) => void;

/**
 * Each request is a task, from here until its response is sent or its client is gone: one that is never answered shows in
 * count and profile, whatever its handler is. Tasks that are started on its behalf carry its `method` and `route` as labels.
 *
 * A middleware: `app.use(requestTasks())` in Express, whose route it takes as soon as one has matched, and by itself
 * `tasks(request, response, () => handle(request, response))`. Fastify, Koa and Hono have their own, in `taskscope/fastify`,
 * `taskscope/koa` and `taskscope/hono`. Throws a `NotCalledError` where it is mounted itself.
 */
export function requestTasks(options: RequestTasksOptions = {}): RequestTasks {
  if (options instanceof IncomingMessage) throw new NotCalledError('requestTasks');
  const { route = routeOf } = options;
  const start = requestStarter(requestTasks);

  return function requestTask(request, response, next) {
    if (isOver(response)) return next();
    const started = { method: request.method ?? '', route: route(request), closed: closeOf(response) };
    start(started, (routed) => {
      // Express finds the route behind this middleware.
      whenSet(request, 'route', () => routed(route(request)));
      next();
    });
  };
}

/** Whether it has been answered, or its client is gone: there is nothing to wait for. */
export function isOver(response: ServerResponse): boolean {
  return response.writableEnded || response.destroyed;
}

/** Resolves when the response is sent, or its client is gone. */
export function closeOf(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
  });
}
