import express from 'express';
import { go, taskCount } from 'taskscope';
import { feed, readReport, sendMail, writeLedger } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(`${taskCount()}\n`);
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

/** The steps of a delivery, as they happen, until it is delivered. */
app.get('/progress', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const updates = feed.subscribe(id);
  response.type('text/event-stream').flushHeaders();
  const look = setInterval(() => {
    if (response.destroyed && !updates.closed) updates.close();
  }, 100);

  try {
    for await (const update of updates) {
      response.write(`data: ${update.text}\n\n`);
      if (update.last) break;
    }
    response.end();
  } finally {
    clearInterval(look);
    feed.unsubscribe(id, updates);
  }
});

listen(app);
