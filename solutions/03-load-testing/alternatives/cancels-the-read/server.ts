import express from 'express';
import { Channel, go, taskCount } from 'taskscope';
import { archive, deadline, orders, quotes, READERS, type Row, tags, users } from './backend.ts';
import { listen } from './listen.ts';

const app = express();

app.get('/health', (_request, response) => {
  response.send('ok');
});

app.get('/_count', (_request, response) => {
  response.type('text').send(String(taskCount()));
});

// #region query
/** The two fastest of three tables. */
app.get('/query', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const sources = [users, orders, tags];
  const channel = new Channel<Row>(sources.length);

  for (const source of sources) {
    go(async () => {
      await channel.send(await source(id));
    });
  }

  response.json([await channel.receive(), await channel.receive()]);
});
// #endregion

// #region price
/** A price, if it comes in time. */
app.get('/price', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  // Room for the price: when time is up before it comes, its sender puts it down and ends all the same.
  const price = new Channel<Row>(1);

  go(async () => {
    await price.send(await quotes(id));
  });

  try {
    response.json(await price.receive({ signal: deadline(id) }));
  } catch {
    response.status(503).send('no price in time');
  }
});
// #endregion

// #region report
let free = READERS;
const waiting: (() => void)[] = [];

/** Waits for a place at the archive; rejected where the signal comes first. */
async function takePlace(signal: AbortSignal): Promise<void> {
  if (free > 0) {
    free--;
    return;
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const leave = (): void => {
    const place = waiting.indexOf(resolve);
    if (place >= 0) waiting.splice(place, 1);
    reject(signal.reason);
  };
  waiting.push(resolve);
  signal.addEventListener('abort', leave, { once: true });
  await promise;
  signal.removeEventListener('abort', leave);
}

function givePlace(): void {
  const next = waiting.shift();
  if (next === undefined) free++;
  else next();
}

/** A report from the archive. Who goes away is neither waited for nor read for: its place is free at once. */
app.get('/report', async (request, response) => {
  const id = String(request.query['id'] ?? 'demo');
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  try {
    await takePlace(gone.signal);
    try {
      response.json(await archive(id, { signal: gone.signal }));
    } finally {
      givePlace();
    }
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
});
// #endregion

listen(app);
