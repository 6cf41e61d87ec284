import express, { type Response } from 'express';
import { Channel, go, select, taskCount } from 'taskscope';
import { archive, deadline, orders, quotes, READERS, type Row, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

// #region query
/** The two fastest of three tables. */
app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const sources = [users, orders, tags];
  const channel = new Channel<Row>(sources.length);

  for (const source of sources) {
    go(async () => {
      await channel.send(await source(id));
    });
  }

  response.json([await channel.receive(), await channel.receive()]);
});
// #endregion

// #region price
/** A price, if it comes in time. */
app.get('/price', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const price = new Channel<Row>();

  go(async () => {
    const row = await quotes(id);
    // Sent if somebody still waits; nobody waits for the send.
    price.trySend(row);
  });

  try {
    const { value } = await select([{ receive: price }], { signal: deadline(id) });
    response.json(value);
  } catch {
    response.status(503).send('no price in time');
  }
});
// #endregion

// #region report
const jobs = new Channel<{ id: string; response: Response }>(1_000);
let readers = 0;

/** A report from the archive, which reads four at a time: the other clients wait for their turn. */
app.get('/report', (request, response) => {
  while (readers < READERS) {
    readers++;
    void read();
  }
  jobs.trySend({ id: String(request.query['id'] ?? 'demo'), response });
});

async function read(): Promise<void> {
  for await (const { id, response } of jobs) {
    if (!response.destroyed) response.json(await archive(id));
  }
}
// #endregion

listen(app);
