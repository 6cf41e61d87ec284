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

// TODO: each request leaves something behind. Look at the count before and after.
// #region query
app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const channel = new Channel<Row>();

  for (const source of [users, orders, tags]) {
    go(async () => {
      await channel.send(await source(id));
    });
  }

  // The two fastest answers are enough.
  const rows = [await channel.receive(), await channel.receive()];
  response.json(rows);
});
// #endregion

listen(app);
