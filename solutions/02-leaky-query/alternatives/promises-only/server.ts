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

function firstTwo(promises: Promise<Row>[]): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    for (const promise of promises) {
      promise.then((row) => {
        if (rows.length < 2) rows.push(row);
        if (rows.length === 2) resolve(rows);
      }, reject);
    }
  });
}

app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  response.json(await firstTwo([users, orders, tags].map((source) => source(id))));
});

listen(app);
