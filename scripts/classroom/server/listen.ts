/** Listening: on this machine alone at first, and on the network when told so, at the same port. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { isLoopback, networkAddresses, ownNames, withPort } from './addresses.ts';
import type { Network } from './classroom.ts';
import { Doorkeeper } from './doorkeeper.ts';

export interface Listening extends Network {
  port: number;
  /** `http://127.0.0.1:4100`: for this machine. */
  url: string;
  /** Hands requests to this from now on; until then the answer is to try again. */
  serve(listener: RequestListener): void;
  close(): void;
}

/** Nobody needs longer than this to send what is asked for, and to think of the next request; milliseconds. */
const PATIENCE = 10_000;
/** From when somebody connects until all headers are here; milliseconds. */
const HEADERS = 5000;
/** Milliseconds between two looks at who is late. */
const CHECK = 1000;
/** Milliseconds between two looks at the network. */
const LOOK = 5000;
const LOOPBACK = '127.0.0.1';
const EVERYWHERE = '0.0.0.0';

/** `host`: null for loopback. Throws what the system says where the port can't be had. */
export async function listen(host: string | null, port: number): Promise<Listening> {
  // By its number: a name may mean the other kind of loopback, where nobody looks for us.
  let bound = host === null || host === 'localhost' ? LOOPBACK : host;
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '1' }).end();
  };
  const doorkeeper = new Doorkeeper();
  const start = (address: string | undefined, wanted: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer(
        {
          requestTimeout: PATIENCE,
          headersTimeout: HEADERS,
          keepAliveTimeout: PATIENCE,
          connectionsCheckingInterval: CHECK,
        },
        (request, response) => listener(request, response),
      );
      server.on('connection', (socket) => doorkeeper.admit(socket));
      server.once('error', reject);
      server.listen(wanted, address, () => resolve(server));
    });
  const servers = [await start(bound, port)];
  const address = servers[0]?.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const shared = (): boolean => !isLoopback(bound);
  const everywhere = (): boolean => bound === EVERYWHERE || bound === '::';
  // The dashboard and the other commands come by loopback in any case.
  if (bound !== LOOPBACK && !everywhere()) servers.push(await start(LOOPBACK, actual));
  const look = (): { addresses: string[]; hosts: ReadonlySet<string> } => {
    const found = !shared() || !everywhere() ? [bound] : networkAddresses();
    return {
      addresses: (found.length > 0 ? found : [LOOPBACK]).map((each) => withPort(each, actual)),
      hosts: ownNames(bound, shared()),
    };
  };
  let seen = look();
  // The network may change. No request waits for the look, or fails with it: when all files are open, it can't be had.
  const looking = setInterval(() => {
    try {
      seen = look();
    } catch {
      // What was seen last still holds, as far as anybody knows.
    }
  }, LOOK).unref();
  return {
    port: actual,
    url: `http://${withPort(LOOPBACK, actual)}`,
    addresses: () => seen.addresses,
    hosts: () => seen.hosts,
    shared,
    async share() {
      if (shared()) return;
      // Connections that are open stay; only the door moves.
      for (const server of servers) server.close();
      try {
        servers.push(await start(undefined, actual));
      } catch (error) {
        servers.push(await start(bound, actual));
        throw error;
      }
      bound = EVERYWHERE;
      seen = look();
    },
    serve(next) {
      listener = next;
    },
    close() {
      clearInterval(looking);
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
