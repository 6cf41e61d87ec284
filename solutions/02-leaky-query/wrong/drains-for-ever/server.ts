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

  for (const source of [users, orders, tags]) {
    go(async () => {
      await channel.send(await source(id));
    });
  }

  const rows = [await channel.receive(), await channel.receive()];
  response.json(rows);
  go(async () => {
    for await (const row of channel) console.log('too late', row.source);
  });
});

listen(app);
