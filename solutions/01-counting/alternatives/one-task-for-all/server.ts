import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
import { feed, readReport, sendMail, writeLedger } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

/** Answers at once; mail and ledger follow in the background. */
app.post('/orders', (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  go(async () => {
    await sendMail(id);
    await writeLedger(id);
  });
  response.status(202).send('accepted');
});

app.get('/report', async (request, response) => {
  response.json(await readReport(String(request.query['id'] ?? 'demo')));
});

const writes = new Channel<() => void>(1000);
let started = false;

/** Does what is sent to it, one thing after the other, for as long as the service lives. */
async function write(): Promise<void> {
  for await (const job of writes) job();
}

/** The steps of a delivery, as they happen, until it is delivered. */
app.get('/progress', (request, response) => {
  if (!started) go(write);
  started = true;
  const id = String(request.query['id'] ?? 'demo');
  const updates = feed.subscribe(id);
  response.on('close', () => feed.unsubscribe(id, updates));
  response.type('text/event-stream').flushHeaders();

  const next = (): void => {
    updates.receive().then((update) =>
      writes.send(() => {
        if (update === undefined || response.destroyed) return;
        response.write(`data: ${update.text}\n\n`);
        if (update.last) response.end();
        else next();
      }),
    );
  };
  next();
});

listen(app);
