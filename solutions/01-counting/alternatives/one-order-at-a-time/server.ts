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

const orders: string[] = [];
let working = false;

/** One order after the other, until none is left. */
async function work(): Promise<void> {
  working = true;
  for (let id = orders.shift(); id !== undefined; id = orders.shift()) {
    await sendMail(id);
    await writeLedger(id);
  }
  working = false;
}

/** Answers at once; mail and ledger follow in the background. */
app.post('/orders', (request, response) => {
  orders.push(String(request.query['id'] ?? 'demo'));
  if (!working) go(work);
  response.status(202).send('accepted');
});

app.get('/report', async (request, response) => {
  response.json(await readReport(String(request.query['id'] ?? 'demo')));
});

// #region progress
/** The steps of a delivery, as they happen, until it is delivered. */
app.get('/progress', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const updates = feed.subscribe(id);
  response.on('close', () => {
    feed.unsubscribe(id, updates);
    // Nothing more will come: the loop below has to know.
    updates.close();
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
