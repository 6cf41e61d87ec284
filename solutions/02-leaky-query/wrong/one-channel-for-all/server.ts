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

const channel = new Channel<Row>(3);

app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');

  for (const source of [users, orders, tags]) {
    go(async () => {
      await channel.send(await source(id));
    });
  }

  const rows = [await channel.receive(), await channel.receive()];
  response.json(rows);
});

listen(app);
