import { IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotCalledError } from '../errors.ts';
import { type AccessOptions, type Gate, mountedGate } from './access.ts';
import { indexPage } from './index-page.ts';
import { isOnPurpose } from './origin.ts';
import { readParameters } from './parameters.ts';
import { Refusal, type Reply, refusal, writeHead } from './reply.ts';
import type { Asked, Route } from './route.ts';
import { type RouteOptions, routesOf } from './routes.ts';

/** Who is answered, and with what. Default: programs on this machine, and with `NODE_ENV=production` nobody. */
export interface DebugRouterOptions extends AccessOptions, RouteOptions {}

/** `next` is called for other paths; without it they are answered with 404. */
export type Handler = (request: MountedRequest, response: ServerResponse, next?: (error?: unknown) => void) => void;

/** Express says where it has mounted a handler, and what was asked for before that. */
type MountedRequest = IncomingMessage & { baseUrl?: string; originalUrl?: string };

const PATH = '/debug/pprof';

/**
 * The routes of Go's `net/http/pprof`, for tasks: `/debug/pprof/` is the index, and the real `go tool pprof` reads
 * `/debug/pprof/goroutine`. A plain handler: mount it with `app.use(debugRouter())` in Express, as an `onRequest` hook in
 * Fastify, or call it yourself. It answers only programs on this machine, unless `token` or `allow` say otherwise. A proxy on
 * this machine that sets no header makes all its clients such programs: `debugServer()` is on a port that no proxy knows.
 * Throws a `NotCalledError` where it is mounted itself, a `DebugAccessError` with `NODE_ENV=production` and no options.
 */
export function debugRouter(options: DebugRouterOptions = {}): Handler {
  if (options instanceof IncomingMessage) throw new NotCalledError('debugRouter');
  return routes(mountedGate(options), options);
}

/** The same behind a gate. */
export function routes(gate: Gate, options: RouteOptions): Handler {
  const table = routesOf(options);
  return function debug(request, response, next) {
    const name = routeName(request);
    if (name === null && next !== undefined) {
      next();
      return;
    }
    void respond(request, response, name, { gate, table });
  };
}

/** What follows `/debug/pprof/`; the empty text without the last slash as well, and null for another path. */
function routeName({ url = '', baseUrl = '' }: MountedRequest): string | null {
  const [path = ''] = url.split('?', 1);
  const inside = baseUrl.endsWith(PATH) ? path : path.startsWith(PATH) ? path.slice(PATH.length) : null;
  return inside === '' || inside?.startsWith('/') ? inside.slice(1) : null;
}

/** What is behind the gate. */
interface Served {
  gate: Gate;
  table: ReadonlyMap<string, Route>;
}

async function respond(
  request: MountedRequest,
  response: ServerResponse,
  name: string | null,
  served: Served,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const reply = await answer(request, name, served, gone.signal).catch((error: unknown) => {
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
  { gate, table }: Served,
  signal: AbortSignal,
): Promise<Reply> {
  if (name === null) throw new Refusal(404, `Nothing is here: the profiles are under ${PATH}/.`);
  await gate(request);
  const full = URL.parse(request.originalUrl ?? request.url ?? '', 'http://localhost');
  if (full === null) throw new Refusal(400, 'The address can not be read.');
  const route = table.get(name);
  if (route === undefined && name !== '') {
    throw new Refusal(404, `Unknown profile \`${decode(name)}\`: there are ${[...table.keys()].join(', ')}.`);
  }
  const methods = ['GET', ...(route?.collects ? [] : ['HEAD']), ...(route?.post ? ['POST'] : [])];
  if (!methods.includes(request.method ?? '')) {
    throw new Refusal(405, `Ask with ${methods.join(' or ')}.`, { Allow: methods.join(', ') });
  }
  if (route?.collects && !isOnPurpose(request)) {
    throw new Refusal(
      403,
      `\`${name}\` collects garbage: click it in the index, type its address, or ask by a program.`,
    );
  }
  const path = full.pathname.slice(0, full.pathname.lastIndexOf(PATH) + PATH.length);
  // Its links are relative.
  if (route === undefined && path === full.pathname)
    throw new Refusal(301, `The index is at ${path}/.`, { Location: `${path}/` });
  if (route === undefined) return indexPage(table, { request }, path);
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
