import express from 'express';
import { type Channel, go, taskCount } from 'taskscope';
import { feed, readReport, sendMail, type Update, writeLedger } from './backend.ts';
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

// #region progress
/** The channel of each delivery that is watched. */
const watched = new Map<string, Channel<Update>>();
const clients = new Map<string, Set<express.Response>>();

/** The steps of a delivery, as they happen, until it is delivered. */
app.get('/progress', (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const responses = clients.get(id) ?? new Set();
  clients.set(id, responses.add(response));
  const updates = watched.get(id) ?? feed.subscribe(id);
  if (!watched.has(id)) {
    watched.set(id, updates);
    go(async () => {
      for await (const update of updates) {
        for (const each of responses) each.write(`data: ${update.text}\n\n`);
        if (update.last) break;
      }
      for (const each of responses) each.end();
    });
  }
  response.on('close', () => {
    feed.unsubscribe(id, updates);
    if (!updates.closed) updates.close();
    watched.delete(id);
    clients.delete(id);
  });
  response.type('text/event-stream').flushHeaders();
});
// #endregion

listen(app);
