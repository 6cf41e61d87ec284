import { EventEmitter, on } from 'node:events';
import express from 'express';
import { go, taskCount } from 'taskscope';
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
  const bus = new EventEmitter();
  const arrivals = on(bus, 'row');

  for (const source of [users, orders, tags]) {
    go(async () => {
      bus.emit('row', await source(id));
    });
  }

  const rows = [];
  for await (const [row] of arrivals) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  response.json(rows);
});

listen(app);
