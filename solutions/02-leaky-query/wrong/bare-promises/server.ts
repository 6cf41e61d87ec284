import express from 'express';
import { taskCount } from 'taskscope';
import { orders, type Row, type Source, tags, users } from './backend.ts';
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
  const turns = Array.from({ length: 2 }, () => Promise.withResolvers<void>());
  async function collect(source: Source): Promise<void> {
    const row = await source(id);
    const turn = rows.length < 2 ? rows.length : null;
    if (turn === null) await new Promise(() => {});
    rows.push(row);
    turns[turn ?? 0]?.resolve();
  }
  for (const source of [users, orders, tags]) void collect(source);
  await Promise.all(turns.map(({ promise }) => promise));
  response.json(rows);
});

listen(app);
