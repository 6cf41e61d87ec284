/** The task count where a monitoring system fetches it, in the text format of Prometheus. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { leakedCount, taskCount } from 'taskscope';

// #region metrics
/** Two numbers, each a subtraction: nothing is collected, walked or grouped for them. */
function metrics(): string {
  return [
    '# HELP tasks Async calls that were started and have not finished.',
    '# TYPE tasks gauge',
    `tasks ${taskCount()}`,
    '# HELP tasks_leaked_total Of these, proven never to finish.',
    '# TYPE tasks_leaked_total counter',
    `tasks_leaked_total ${leakedCount()}`,
    '',
  ].join('\n');
}

const server = createServer((request, response) => {
  if (request.url === '/metrics') response.setHeader('Content-Type', 'text/plain; version=0.0.4').end(metrics());
  else response.writeHead(404).end();
});
// #endregion

async function deliver(): Promise<void> {
  await once(server, 'close');
}

server.listen(0, '127.0.0.1');
await once(server, 'listening');
for (let order = 0; order < 3; order++) void deliver();
const { port } = server.address() as AddressInfo;
console.log(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
server.close();
