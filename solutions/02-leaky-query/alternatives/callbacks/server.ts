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

app.get('/query', (request, response) => {
  firstTwo(String(request.query['id'] ?? 'demo'), (rows) => response.json(rows));
});

function firstTwo(id: string, done: (rows: Row[]) => void): void {
  const rows: Row[] = [];
  for (const source of [users, orders, tags]) {
    source(id).then((row) => {
      if (rows.length === 2) return;
      rows.push(row);
      if (rows.length === 2) done(rows);
    });
  }
}

listen(app);
