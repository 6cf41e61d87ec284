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
  for await (const row of asTheyCome([users(id), orders(id), tags(id)])) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  response.json(rows);
});

/** Waits for whichever is next. A promise that nobody waits for any more is no task. */
async function* asTheyCome<T>(promises: Promise<T>[]): AsyncGenerator<T> {
  const waiting = new Map(promises.map((promise, key) => [key, promise.then((value) => ({ key, value }))]));
  while (waiting.size > 0) {
    const { key, value } = await Promise.race(waiting.values());
    waiting.delete(key);
    yield value;
  }
}

listen(app);
