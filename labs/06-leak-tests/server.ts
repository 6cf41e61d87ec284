/** The handlers as a service, for `npm run lab 6 run`. Not to be edited. */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { login, purchase, query, report } from './handlers.ts';

const routes = new Map(Object.entries({ '/query': query, '/report': report, '/purchase': purchase, '/login': login }));

const server = createServer((request, response) => {
  const handler = routes.get(new URL(request.url ?? '/', 'http://localhost').pathname);
  if (handler === undefined) response.writeHead(404).end();
  else void handler(request, response);
});
const host = process.env['HOST'] || '127.0.0.1';
server.listen(Number(process.env['PORT'] ?? 3000), host, () => {
  const address = server.address();
  console.log(`Listening on http://${host}:${typeof address === 'object' ? address?.port : address}`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
    process.exit(0);
  });
}
void tidyUp();

/** The service's own task, which lives as long as the service: a healthy count is not zero. */
async function tidyUp(): Promise<never> {
  for (;;) await sleep(60_000, undefined, { ref: false });
}
