import express from 'express';
import { accept } from './orders.js';

const app = express();

app.get('/', (_request, response) => {
  response.send('ready');
});

app.get('/orders/:id', async (request, response) => {
  await accept(request.params.id);
  response.send('on its way');
});

app.listen(process.env['PORT'] ?? 3000);
