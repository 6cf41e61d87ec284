import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
import { orders, type Row, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(`${taskCount()}\n`);
});

// #region query
app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const sources = [users, orders, tags];
  // Room for every answer: a sender puts its row down and ends, whether or not somebody still receives.
  const channel = new Channel<Row>(sources.length);

  for (const source of sources) {
    go(async () => {
      await channel.send(await source(id));
    });
  }

  const rows = [await channel.receive(), await channel.receive()];
  response.json(rows);
});
// #endregion

listen(app);
