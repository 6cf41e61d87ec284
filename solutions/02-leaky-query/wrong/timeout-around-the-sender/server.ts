import { setTimeout as sleep } from 'node:timers/promises';
import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
import { orders, type Row, type Source, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

async function send(channel: Channel<Row>, source: Source, id: string): Promise<void> {
  await channel.send(await source(id));
}

app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const channel = new Channel<Row>();
  for (const source of [users, orders, tags]) {
    go(() => Promise.race([send(channel, source, id), sleep(500, undefined, { ref: false })]));
  }
  const rows = [await channel.receive(), await channel.receive()];
  response.json(rows);
});

listen(app);
