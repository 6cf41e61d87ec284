import express from 'express';
import { go, taskCount } from 'taskscope';
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

/** The steps of a delivery, as they happen, until it is delivered. */
app.get('/progress', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const updates = feed.subscribe(id);
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  response.type('text/event-stream').flushHeaders();

  try {
    for (let last = false; !last; ) {
      const update = await updates.receive({ signal: gone.signal });
      if (update === undefined) break;
      response.write(`data: ${update.text}\n\n`);
      last = update.last;
    }
    response.end();
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  } finally {
    feed.unsubscribe(id, updates);
  }
});

listen(app);
