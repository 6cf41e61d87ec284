import { IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotCalledError } from '../errors.ts';
import { type Allow, mayAsk } from './access.ts';
import { indexPage } from './index-page.ts';
import { readParameters } from './parameters.ts';
import { Refusal, type Reply, refusal, writeHead } from './reply.ts';
import type { Asked } from './route.ts';
import { ROUTES } from './routes.ts';

export interface DebugRouterOptions {
  /**
   * Asked about each request that does not come from this machine, or that a proxy or a foreign web page may have sent.
   * Default: nobody else is answered. What is shown tells how the program works: let in only whom you would let read its code.
   */
  allow?: Allow;
}

/** `next` is called for other paths; without it they are answered with 404. */
export type Handler = (request: MountedRequest, response: ServerResponse, next?: (error?: unknown) => void) => void;

/** Express says where it has mounted a handler, and what was asked for before that. */
type MountedRequest = IncomingMessage & { baseUrl?: string; originalUrl?: string };

const PATH = '/debug/pprof';

/**
 * The routes of Go's `net/http/pprof`, for tasks: `/debug/pprof/` is the index, and the real `go tool pprof` reads
 * `/debug/pprof/goroutine`. A plain handler: mount it with `app.use(debugRouter())` in Express, as an `onRequest` hook in
 * Fastify, or call it yourself. It answers only programs on this machine, unless `allow` says otherwise.
 * Throws a `NotCalledError` where it is mounted itself.
 */
export function debugRouter(options: DebugRouterOptions = {}): Handler {
  if (options instanceof IncomingMessage) throw new NotCalledError('debugRouter');
  const { allow } = options;
  return function debug(request, response, next) {
    const name = routeName(request);
    if (name === null && next !== undefined) {
      next();
      return;
    }
    void respond(request, response, name, allow);
  };
}

/** What follows `/debug/pprof/`; the empty text without the last slash as well, and null for another path. */
function routeName({ url = '', baseUrl = '' }: MountedRequest): string | null {
  const [path = ''] = url.split('?', 1);
  const inside = baseUrl.endsWith(PATH) ? path : path.startsWith(PATH) ? path.slice(PATH.length) : null;
  return inside === '' || inside?.startsWith('/') ? inside.slice(1) : null;
}

async function respond(
  request: MountedRequest,
  response: ServerResponse,
  name: string | null,
  allow: Allow | undefined,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const reply = await answer(request, name, allow, gone.signal).catch((error: unknown) => {
      if (error instanceof Refusal) return refusal(error);
      throw error;
    });
    await send(request, response, reply);
  } catch (error) {
    // Nobody is there to be told.
    if (gone.signal.aborted) return;
    if (response.headersSent) response.destroy();
    else
      await send(request, response, refusal(new Refusal(500, error instanceof Error ? error.message : String(error))));
  }
}

async function answer(
  request: MountedRequest,
  name: string | null,
  allow: Allow | undefined,
  signal: AbortSignal,
): Promise<Reply> {
  if (name === null) throw new Refusal(404, `Nothing is here: the profiles are under ${PATH}/.`);
  if (!(await mayAsk(request, allow))) {
    throw new Refusal(403, 'Only programs on this machine are answered here. `debugRouter({ allow })` lets others in.');
  }
  const full = new URL(request.originalUrl ?? request.url ?? '', 'http://localhost');
  const route = ROUTES.get(name);
  if (route === undefined && name !== '') {
    throw new Refusal(404, `Unknown profile \`${decode(name)}\`: there are ${[...ROUTES.keys()].join(', ')}.`);
  }
  const methods = route?.post ? ['GET', 'HEAD', 'POST'] : ['GET', 'HEAD'];
  if (!methods.includes(request.method ?? '')) {
    throw new Refusal(405, `Ask with ${methods.join(' or ')}.`, { Allow: methods.join(', ') });
  }
  const path = full.pathname.slice(0, full.pathname.lastIndexOf(PATH) + PATH.length);
  // Its links are relative.
  if (route === undefined && path === full.pathname)
    throw new Refusal(301, `The index is at ${path}/.`, { Location: `${path}/` });
  if (route === undefined) return indexPage(ROUTES, { request }, path);
  const { timeout } = request.socket;
  const asked: Asked = {
    ...readParameters(full.searchParams),
    request,
    query: full.search.slice(1),
    signal,
    timeout,
  };
  return route.answer(asked);
}

async function send(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  writeHead(response, reply);
  if (request.method === 'HEAD') response.end();
  else if (typeof reply.body === 'string' || Buffer.isBuffer(reply.body)) response.end(reply.body);
  else await pipeline(Readable.from(reply.body, { highWaterMark: 1 }), response);
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
