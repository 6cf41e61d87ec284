/**
 * Requests as tasks, and the debug routes, as middleware of Koa:
 *
 *     app.use(requestTasks());
 *     app.use(debugRouter());
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { NotCalledError } from '../errors.ts';
import { type DebugRouterOptions, debugRouter as routerOf } from '../http/debug-router.ts';
import { routeOf } from '../http/request-route.ts';
import { requestStarter } from '../http/request-task.ts';
import { closeOf } from '../http/request-tasks.ts';
import { whenSet } from '../http/when-set.ts';

export type { DebugRouterOptions } from '../http/debug-router.ts';

/** As much of Koa's context as is looked at here. */
export interface Context {
  req: IncomingMessage;
  res: ServerResponse;
  /** False where somebody else answers. */
  respond?: boolean | undefined;
  /** Set by `@koa/router`, behind this middleware. */
  _matchedRoute?: unknown;
}

export type Middleware = (context: Context, next: () => Promise<unknown>) => Promise<unknown>;

export interface RequestTasksOptions {
  /** The route that a request is for; keep them few. Default: that of `@koa/router`, else the path without ids. */
  route?: (context: Context) => string;
}

/**
 * A middleware: each request is a task, from here until its response is sent or its client is gone, named by its route as soon
 * as `@koa/router` has found it. One that is never answered shows in count and profile. Throws a `NotCalledError` where it is
 * used itself.
 */
export function requestTasks(options: RequestTasksOptions = {}): Middleware {
  if ('res' in options) throw new NotCalledError('requestTasks');
  const { route = matchedRoute } = options;
  const start = requestStarter(requestTasks);
  return function requestTask(context, next) {
    const started = { method: context.req.method ?? '', route: route(context), closed: closeOf(context.res) };
    return start(started, (routed) => {
      whenSet(context, '_matchedRoute', () => routed(route(context)));
      return next();
    });
  };
}

/**
 * A middleware: the routes of Go's `net/http/pprof` under `/debug/pprof/`, as `debugRouter` of `taskscope/http`, with its
 * options and errors. Throws a `NotCalledError` where it is used itself.
 */
export function debugRouter(options: DebugRouterOptions = {}): Middleware {
  if ('res' in options) throw new NotCalledError('debugRouter');
  const debug = routerOf(options);
  return async function debugRoutes(context, next) {
    let isOurs = true;
    debug(context.req, context.res, () => {
      isOurs = false;
    });
    if (!isOurs) return next();
    context.respond = false;
    return undefined;
  };
}

function matchedRoute({ req, _matchedRoute }: Context): string {
  return typeof _matchedRoute === 'string' ? _matchedRoute : routeOf(req);
}
