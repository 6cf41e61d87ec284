import express from 'express';
import { taskCount } from 'taskscope';
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
  const rows: Row[] = [];
  await new Promise<void>((resolve) => {
    for (const source of [users, orders]) {
      source(id).then((row) => {
        if (rows.push(row) === 2) resolve();
      });
    }
  });
  response.json(rows);
  await tags(id);
});

listen(app);
