/** The eight routes of the shop. */
import express, { type Request } from 'express';
import { Channel, go } from 'taskscope';
import {
  countStock,
  delivered,
  far,
  findPage,
  near,
  orders,
  PAGES,
  type Row,
  readReport,
  sendMail,
  tags,
  users,
} from './backend.ts';

export const routes = express.Router();

routes.get('/health', (_request, response) => {
  response.send('ok');
});

routes.get('/report', async (request, response) => {
  response.json(await readReport(idOf(request)));
});

/** The price of the supplier that answers first. */
routes.get('/price', async (request, response) => {
  const id = idOf(request);
  response.json(await Promise.race([near(id), far(id)]));
});

// #region query
/** Asks three tables at once, and answers with the two rows that come first. */
routes.get('/query', async (request, response) => {
  const id = idOf(request);
  // Room for every row: a sender puts its own down and ends, whether or not somebody still receives.
  const channel = new Channel<Row>(3);

  go(async () => {
    await channel.send(await users(id));
  });
  go(async () => {
    await channel.send(await orders(id));
  });
  go(async () => {
    await channel.send(await tags(id));
  });

  const rows = [await channel.receive(), await channel.receive()];
  response.json(rows);
});
// #endregion

const lookups = new Map<string, Promise<Row>>();

/** Whoever asks for the same product while it is being counted shares the answer. */
routes.get('/stock', async (request, response) => {
  const id = idOf(request);
  if (!lookups.has(id)) {
    const lookup = countStock(id).finally(() => lookups.delete(id));
    lookups.set(id, lookup);
  }
  response.json(await lookups.get(id));
});

// #region search
/** Page after page, each as soon as the one before it is taken, until nobody wants more. */
async function findPages(id: string, pages: Channel<Row>, signal: AbortSignal): Promise<void> {
  try {
    for (let page = 1; page <= PAGES; page++) {
      await pages.send(await findPage(id, page, { signal }), { signal });
    }
    pages.close();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** All pages, or as many as `limit` says; it does not wait for more than these. */
routes.get('/search', async (request, response) => {
  const limit = Number(request.query['limit'] ?? PAGES);
  const pages = new Channel<Row>();
  const enough = new AbortController();
  go(() => findPages(idOf(request), pages, enough.signal));

  const found: Row[] = [];
  for await (const page of pages) {
    // Its client has gone.
    if (response.destroyed) return;
    found.push(page);
    if (found.length >= limit) break;
  }
  // Whoever stops receiving tells the sender.
  enough.abort();
  response.json(found);
});
// #endregion

// #region orders
const mails = new Channel<string>(100);
for (let mailer = 1; mailer <= 3; mailer++) go(deliverMails);

/** Three of these are started with the service, and share the work for as long as it lives. */
async function deliverMails(): Promise<void> {
  for await (const id of mails) await sendMail(id);
}

routes.post('/orders', async (request, response) => {
  await mails.send(idOf(request));
  response.status(202).send('accepted');
});
// #endregion

/** Answers once the order is delivered, which may take long; a client that leaves is not waited for. */
routes.get('/delivered', async (request, response) => {
  const left = new AbortController();
  response.on('close', () => left.abort());
  try {
    response.json(await delivered(idOf(request), { signal: left.signal }));
  } catch (error) {
    if (!left.signal.aborted) throw error;
  }
});

function idOf(request: Request): string {
  return String(request.query['id'] ?? 'demo');
}
