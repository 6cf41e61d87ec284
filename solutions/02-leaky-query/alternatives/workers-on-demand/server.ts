import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
import { orders, type Row, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

type Job = () => Promise<void>;

const idle: ((job: Job) => void)[] = [];

/** Gives the job to a worker that is idle, else to a new one. */
function submit(job: Job): void {
  const take = idle.shift();
  if (take === undefined) go(() => work(job));
  else take(job);
}

async function work(job: Job): Promise<never> {
  for (let next = job; ; ) {
    await next();
    next = await new Promise<Job>((resolve) => idle.push(resolve));
  }
}

app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const channel = new Channel<Row>(3);
  for (const source of [users, orders, tags]) submit(async () => channel.send(await source(id)));
  const rows = [await channel.receive(), await channel.receive()];
  response.json(rows);
});

listen(app);
