/** Listening: on this machine alone at first, and on the network when told so, at the same port. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { isLoopback, networkAddresses, ownNames, withPort } from './addresses.ts';
import type { Network } from './classroom.ts';

export interface Listening extends Network {
  port: number;
  /** `http://127.0.0.1:4100`: for this machine. */
  url: string;
  /** Hands requests to this from now on; until then the answer is to try again. */
  serve(listener: RequestListener): void;
  close(): void;
}

/** Nobody needs longer than this to send what is asked for; milliseconds. */
const PATIENCE = 10_000;

/** `host`: null for loopback. Throws what the system says where the port can't be had. */
export async function listen(host: string | null, port: number): Promise<Listening> {
  let bound = host ?? '127.0.0.1';
  let listener: RequestListener = (_request, response) => {
    response.writeHead(503, { 'Retry-After': '1' }).end();
  };
  const start = (address: string | undefined, wanted: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer({ requestTimeout: PATIENCE, headersTimeout: PATIENCE }, (request, response) =>
        listener(request, response),
      );
      server.once('error', reject);
      server.listen(wanted, address, () => resolve(server));
    });
  const servers = [await start(bound, port)];
  const address = servers[0]?.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  const shared = (): boolean => !isLoopback(bound);
  const everywhere = (): boolean => bound === '0.0.0.0' || bound === '::';
  return {
    port: actual,
    get url() {
      return `http://${withPort(everywhere() ? '127.0.0.1' : bound, actual)}`;
    },
    addresses() {
      const found = !shared() || !everywhere() ? [bound] : networkAddresses();
      return (found.length > 0 ? found : ['127.0.0.1']).map((each) => withPort(each, actual));
    },
    hosts: () => ownNames(bound, shared()),
    shared,
    async share() {
      if (shared()) return;
      // Connections that are open stay; only the door moves.
      for (const server of servers) server.close();
      servers.push(await start(undefined, actual));
      bound = '0.0.0.0';
    },
    serve(next) {
      listener = next;
    },
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
