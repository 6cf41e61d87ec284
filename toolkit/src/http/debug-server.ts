import { createServer, type Server } from 'node:http';
import type { ListenOptions } from 'node:net';
import { DebugServerError } from '../errors.ts';
import { ownGate } from './access.ts';
import { routes } from './debug-router.ts';
import { type OwnSocket, socketAt } from './own-socket.ts';
import type { RouteOptions } from './routes.ts';

export interface DebugServerOptions extends RouteOptions {
  /** A port of the loopback address; 0: any free one. Default: 6060, as in Go's own examples. */
  port?: number;
  /** In place of a port: a socket at this path, or a named pipe, that only its owner can open. */
  path?: string;
  /** Whoever is on this machine has to know it as well: see `debugRouter`. At least 16 characters. */
  token?: string | undefined;
}

export interface DebugServer {
  /** Of the index, `http://127.0.0.1:6060/debug/pprof/`; or the path of the socket. */
  address: string;
  /** Resolved when nobody is answered any more, and nothing is left behind. */
  close(): Promise<void>;
}

const PORT = 6060;
const HOST = '127.0.0.1';
const CLIENT_LIMIT = 64;
/** Milliseconds for a client to say what it wants. */
const ASK = 10_000;

/**
 * The debug routes on a listener of their own, `await debugServer()`: what the world reaches has none of them, whatever
 * proxy is in front of it. Only this machine can reach it, and it does not keep the process alive. Rejected with a
 * `DebugServerError` where it can't listen, a `DebugAccessError` with a token that is none.
 */
export async function debugServer({
  port = PORT,
  path,
  token,
  suspended,
}: DebugServerOptions = {}): Promise<DebugServer> {
  const handle = routes(ownGate(token, path === undefined ? 'port' : 'socket'), { suspended });
  const server = createServer({ headersTimeout: ASK, requestTimeout: ASK }, (request, response) =>
    handle(request, response),
  );
  server.maxConnections = CLIENT_LIMIT;
  server.on('connection', (socket) => socket.unref());
  server.unref();
  const socket = path === undefined ? null : await socketAt(path);
  try {
    await opened(server, socket === null ? { port, host: HOST } : { path: socket.bindAt });
    socket?.publish();
  } catch (error) {
    socket?.remove();
    throw new DebugServerError(reasonOf(error, path ?? `${HOST}:${port}`));
  }
  process.once('exit', leave);
  return { address: addressOf(server, socket), close };

  function leave(): void {
    socket?.remove();
  }

  async function close(): Promise<void> {
    process.off('exit', leave);
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    leave();
    await closed;
  }
}

function opened(server: Server, at: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    // It stays: a client that can't be accepted, for want of file descriptors, is no reason to end the program.
    server.on('error', reject);
    server.listen({ ...at, exclusive: true }, resolve);
  });
}

function addressOf(server: Server, socket: OwnSocket | null): string {
  const bound = server.address();
  if (socket !== null || bound === null || typeof bound === 'string') return socket?.path ?? '';
  return `http://${HOST}:${bound.port}/debug/pprof/`;
}

function reasonOf(error: unknown, at: string): string {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (taken) return `\`${at}\` is taken: give \`debugServer\` another \`port\`, 0 for any free one, or a \`path\`.`;
  return `\`debugServer\` can't listen at \`${at}\` (${error instanceof Error ? error.message : error}): give it another \`port\` or \`path\`.`;
}
