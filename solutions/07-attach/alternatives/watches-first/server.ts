/** Tells people where their parcels are. */
import { createServer, type ServerResponse } from 'node:http';
import { find, nextScan, type Scan } from './backend.ts';
import { listen } from './listen.ts';

interface Watcher {
  resolve(scan: Scan): void;
  reject(reason: unknown): void;
}

/** Clients that are there just now, to wait for a scan. */
const clients = new Set<ServerResponse>();
/** Those who wait for the next scan of a parcel, by its id. */
const watchers = new Map<string, Set<Watcher>>();

/** Each scan goes to all who wait for that parcel. */
async function takeScans(): Promise<never> {
  for (;;) {
    const scan = await nextScan();
    for (const watcher of watchers.get(scan.id) ?? []) watcher.resolve(scan);
  }
}

// #region scan
/** The next scan of a parcel. The signal ends the wait. */
async function nextScanOf(id: string, signal: AbortSignal): Promise<Scan> {
  const { promise, ...watcher } = Promise.withResolvers<Scan>();
  const waiting = watchers.get(id) ?? new Set();
  watchers.set(id, waiting.add(watcher));
  signal.addEventListener('abort', () => watcher.reject(signal.reason));
  try {
    return await promise;
  } finally {
    waiting.delete(watcher);
    if (waiting.size === 0) watchers.delete(id);
  }
}
// #endregion

// #region moved
/** Answers when the parcel moves, which may take days; a client that leaves is not waited for. */
async function moved(id: string, response: ServerResponse): Promise<void> {
  const left = new AbortController();
  clients.add(response);
  response.on('close', () => {
    clients.delete(response);
    left.abort();
  });
  try {
    json(response, await Promise.all([find(id), nextScanOf(id, left.signal)]));
  } catch (error) {
    if (!left.signal.aborted) throw error;
  }
}
// #endregion

async function parcel(id: string, response: ServerResponse): Promise<void> {
  json(response, await find(id));
}

async function route(path: string, id: string, response: ServerResponse): Promise<unknown> {
  switch (path) {
    case '/health':
      return response.end('ok');
    case '/clients':
      return response.end(String(clients.size));
    case '/parcel':
      return parcel(id, response);
    case '/moved':
      return moved(id, response);
    default:
      return response.writeHead(404).end();
  }
}

function json(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  route(pathname, searchParams.get('id') ?? 'demo', response).catch((error: unknown) => {
    response.statusCode = 500;
    response.end(error instanceof Error ? error.stack : String(error));
  });
});

void takeScans();
listen(server);
