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
  const waiting = new Map(
    [users, orders, tags].map((source, index) => [index, source(id).then((row) => ({ index, row }))]),
  );
  const rows: Row[] = [];
  while (rows.length < 2) {
    const { index, row } = await Promise.race(waiting.values());
    waiting.delete(index);
    rows.push(row);
  }
  response.json(rows);
});

listen(app);
