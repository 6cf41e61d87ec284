/** The task count of a service, as an endpoint. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { leakedCount, taskCount } from 'taskscope';

/** Takes as long as the service is up. */
async function deliver(): Promise<void> {
  await once(server, 'close');
}

// #region endpoint
const server = createServer((request, response) => {
  if (request.url === '/_count') {
    response.end(JSON.stringify({ tasks: taskCount(), leaked: leakedCount() }));
    return;
  }
  void deliver();
  response.end('on its way');
});
// #endregion

server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
const get = (path: string): Promise<string> => fetch(`http://127.0.0.1:${port}${path}`).then((reply) => reply.text());
for (let order = 0; order < 3; order++) await get('/order');
console.log(await get('/_count'));
server.close();
