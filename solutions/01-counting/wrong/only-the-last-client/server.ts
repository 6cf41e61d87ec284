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

/** How many clients watch each delivery. */
const watching = new Map<string, number>();

// #region progress
/** The steps of a delivery, as they happen, until it is delivered. */
app.get('/progress', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const updates = feed.subscribe(id);
  watching.set(id, (watching.get(id) ?? 0) + 1);
  response.on('close', () => {
    feed.unsubscribe(id, updates);
    const left = (watching.get(id) ?? 0) - 1;
    watching.set(id, left);
    if (left === 0) updates.close();
  });
  response.type('text/event-stream').flushHeaders();

  for await (const update of updates) {
    response.write(`data: ${update.text}\n\n`);
    if (update.last) break;
  }
  response.end();
});
// #endregion

listen(app);
