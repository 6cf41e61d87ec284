/**
 * Requests as tasks, and the debug routes, as middleware of Hono on Node (`@hono/node-server`):
 *
 *     app.use(requestTasks());
 *     app.use(debugRouter());
 */
import { IncomingMessage, ServerResponse } from 'node:http';
import { NotCalledError } from '../errors.ts';
import { type DebugRouterOptions, debugRouter as routerOf } from '../http/debug-router.ts';
import { requestStarter } from '../http/request-task.ts';
import { closeOf } from '../http/request-tasks.ts';

export type { DebugRouterOptions } from '../http/debug-router.ts';

/** `@hono/node-server` puts a class of its own in its place, whose headers it does not read. */
const NodesResponse = Response;

/** As much of Hono's context as is looked at here. */
export interface Context {
  /** Of `@hono/node-server`: `incoming` and `outgoing`, which are Node's own. */
  env: unknown;
  req: { method: string; path: string; matchedRoutes?: readonly { path: string }[] };
}

export type Middleware = (context: Context, next: () => Promise<void>) => Promise<Response | void>;

export interface RequestTasksOptions {
  /** The route that a request is for; keep them few. Default: that of Hono. */
  route?: (context: Context) => string;
}

/**
 * A middleware: each request is a task, from here until its response is sent or its client is gone, named by its route. One
 * that is never answered shows in count and profile. Throws a `NotCalledError` where it is used itself.
 */
export function requestTasks(options: RequestTasksOptions = {}): Middleware {
  if ('req' in options) throw new NotCalledError('requestTasks');
  const { route = lastRoute } = options;
  const start = requestStarter(requestTasks);
  return function requestTask(context, next) {
    const { outgoing } = ofNode(context);
    let answered = (): void => {};
    // Without a socket, in a test, the request is over when its handler is.
    const closed =
      outgoing === null
        ? new Promise<void>((resolve) => {
            answered = resolve;
          })
        : closeOf(outgoing);
    return start({ method: context.req.method, route: route(context), closed }, () => next().finally(answered));
  };
}

/**
 * A middleware: the routes of Go's `net/http/pprof` under `/debug/pprof/`, as `debugRouter` of `taskscope/http`, with its
 * options and errors; where there is no socket, there are none. Throws a `NotCalledError` where it is used itself.
 */
export function debugRouter(options: DebugRouterOptions = {}): Middleware {
  if ('req' in options) throw new NotCalledError('debugRouter');
  const debug = routerOf(options);
  return async function debugRoutes(context, next) {
    const { incoming, outgoing } = ofNode(context);
    let isOurs = incoming !== null && outgoing !== null;
    if (incoming !== null && outgoing !== null) {
      debug(incoming, outgoing, () => {
        isOurs = false;
      });
    }
    // By this header `@hono/node-server` knows that somebody else answers.
    return isOurs ? new NodesResponse(null, { headers: { 'x-hono-already-sent': 'true' } }) : next();
  };
}

/** The handler is the last of what has matched; what stands before it is middleware. */
function lastRoute({ req }: Context): string {
  return req.matchedRoutes?.at(-1)?.path ?? req.path;
}

function ofNode({ env }: Context): { incoming: IncomingMessage | null; outgoing: ServerResponse | null } {
  const given = typeof env === 'object' && env !== null ? env : {};
  return {
    incoming: 'incoming' in given && given.incoming instanceof IncomingMessage ? given.incoming : null,
    outgoing: 'outgoing' in given && given.outgoing instanceof ServerResponse ? given.outgoing : null,
  };
}
