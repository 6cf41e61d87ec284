import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { debugRouter, requestTasks } from 'taskscope/hono';

// #region mount
const app = new Hono();
app.use(debugRouter());
app.use(requestTasks());
// #endregion

app.get('/', (context) => context.text('ready'));

app.get('/orders/:id', async (context) => {
  await accept(context.req.param('id'));
  return context.text('on its way');
});

app.get('/reports/:id', () => new Promise<Response>(() => {})); // nobody answers

/** The answer does not wait for it. */
const accept = async (order: string): Promise<void> => void checkout(order); // started here

async function checkout(order: string): Promise<void> {
  await charge(order); // for whom this waits
}

async function charge(order: string): Promise<string> {
  const receipt = await new Promise<string>(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 3000) });
