import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
import { orders, type Row, type Source, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

interface Job {
  source: Source;
  id: string;
  deliver: (row: Row) => void;
}

const jobs = new Channel<Job>();
let workers = 0;

/** Takes jobs for ever; there are three of them in all, however many requests come. */
async function worker(): Promise<void> {
  for await (const { source, id, deliver } of jobs) source(id).then(deliver);
}

app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  while (workers < 3) {
    workers++;
    go(worker);
  }
  const rows = await new Promise<Row[]>((resolve) => {
    const found: Row[] = [];
    const deliver = (row: Row): void => {
      if (found.push(row) === 2) resolve(found.slice());
    };
    for (const source of [users, orders, tags]) go(() => jobs.send({ source, id, deliver }));
  });
  response.json(rows);
});

listen(app);
