/** A service that can be asked from outside, and what it says of a request that is never answered. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { debugRouter, requestTasks } from 'taskscope/http';

function handle(request: IncomingMessage, response: ServerResponse): void {
  // Forgets to answer where the number is odd.
  if (Number(request.url?.split('/').at(-1)) % 2 === 0) response.end('here it is');
}

// #region mount
const debug = debugRouter();
const tasks = requestTasks();
const server = createServer((request, response) => {
  debug(request, response, () => tasks(request, response, () => handle(request, response)));
});
// #endregion

server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const get = (path: string): Promise<string> => fetch(`http://127.0.0.1:${port}${path}`).then((reply) => reply.text());
for (const report of [1, 2, 3]) void get(`/reports/${report}`).catch(() => {});
while (!(await get('/debug/pprof/goroutine?debug=1')).includes('\n2 @'));
console.log((await get('/debug/pprof/goroutine?debug=1')).replace(/, \d+ ms/g, '').trimEnd());
server.closeAllConnections();
server.close();
