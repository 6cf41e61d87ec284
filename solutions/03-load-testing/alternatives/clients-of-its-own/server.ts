import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
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
  const late = deadline(id);
  const left = new AbortController();
  response.on('close', () => left.abort());
  try {
    response.json(await quotes(id, { signal: AbortSignal.any([late, left.signal]) }));
  } catch (error) {
    if (late.aborted) response.status(503).send('no price in time');
    else if (!left.signal.aborted) throw error;
  }
});
// #endregion

// #region report
/** Whoever holds one may read. */
const places = new Channel<'place'>(READERS);
for (let place = 1; place <= READERS; place++) places.trySend('place');

/** A report from the archive, which reads four at a time: the other clients wait for a place. */
app.get('/report', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const left = new AbortController();
  response.on('close', () => left.abort());
  try {
    await places.receive({ signal: left.signal });
  } catch {
    // Gone from the queue, which nobody has to be told.
    return;
  }
  try {
    response.json(await archive(id));
  } finally {
    await places.send('place');
  }
});
// #endregion

listen(app);
