import { Readable } from 'node:stream';
import express from 'express';
import { taskCount } from 'taskscope';
import { orders, tags, users } from './backend.ts';
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
  const rows = new Readable({ objectMode: true, read() {} });

  for (const source of [users, orders, tags]) {
    source(id).then((row) => {
      if (!rows.destroyed) rows.push(row);
    });
  }

  response.json(await rows.take(2).toArray());
});

listen(app);
