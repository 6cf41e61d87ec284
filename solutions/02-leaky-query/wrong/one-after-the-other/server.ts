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
  response.json([await users(id), await orders(id)]);
  await tags(id);
});

listen(app);
