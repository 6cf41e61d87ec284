// An instance with the metrics and the debug routes, as a service would have them; with LEAKY, each request loses a sender.
import { createServer } from 'node:http';
import client from 'prom-client';
import { Channel } from 'taskscope';
import { debugRouter } from 'taskscope/http';
import { collectTaskMetrics } from 'taskscope/prometheus';

async function ask(source, rows) {
  // What a real request would leave to V8.
  await Promise.all(Array.from({ length: 50 }, async () => JSON.parse(JSON.stringify(Array(500).fill(source)))));
  await rows.send(source); // ask waits
}

async function query() {
  const rows = new Channel(process.env.LEAKY ? 0 : 3);
  for (const source of ['database', 'cache', 'search']) void ask(source, rows);
  return [await rows.receive(), await rows.receive()];
}

// #region metrics
collectTaskMetrics(client);
const debug = debugRouter();
const server = createServer((request, response) => {
  debug(request, response, async () => {
    if (request.url === '/metrics') response.end(await client.register.metrics());
    else response.end(JSON.stringify(await query()));
  });
});
// #endregion
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => console.log(server.address().port));
