import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
import { orders, type Row, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

// #region query
app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const channel = new Channel<Row>();

  for (const source of [users, orders, tags]) {
    go(async () => {
      await channel.send(await source(id));
    });
  }

  response.once('finish', () => go(() => channel.receive()));
  response.json([await channel.receive(), await channel.receive()]);
});
// #endregion

listen(app);
