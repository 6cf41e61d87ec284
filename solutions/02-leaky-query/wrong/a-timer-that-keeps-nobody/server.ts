import express from 'express';
import { Channel, taskCount } from 'taskscope';
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
    source(id).then((row) => {
      setInterval(() => channel.trySend(row), 1).unref();
    });
  }
  const rows = [await channel.receive()];
  for (let row = await channel.receive(); rows.length < 2; row = await channel.receive()) {
    if (row?.source !== rows[0]?.source) rows.push(row);
    if (rows.length === 2) break;
  }
  response.json(rows);
});

listen(app);
