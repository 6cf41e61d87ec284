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

app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const channel = new Channel<Row>();
  const controller = new AbortController();
  const { signal } = controller;
  for (const source of [users, orders, tags]) {
    go(async () => {
      let row: Row;
      try {
        row = await source(id, { signal });
      } catch {
        return;
      }
      await channel.send(row);
    });
  }
  const rows = [await channel.receive(), await channel.receive()];
  controller.abort();
  response.json(rows);
});

listen(app);
