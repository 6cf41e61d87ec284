import Fastify from 'fastify';
import { debugRouter, requestTasks } from 'taskscope/fastify';

interface Params {
  id: string;
}

// #region mount
const app = Fastify();
await app.register(debugRouter());
await app.register(requestTasks());
// #endregion

app.get('/', () => 'ready');

app.get<{ Params: Params }>('/orders/:id', async ({ params }) => {
  await accept(params.id);
  return 'on its way';
});

app.get('/reports/:id', () => new Promise(() => {})); // nobody answers

/** The answer does not wait for it. */
const accept = async (order: string): Promise<void> => void checkout(order); // started here

async function checkout(order: string): Promise<void> {
  await charge(order); // for whom this waits
}

async function charge(order: string): Promise<string> {
  const receipt = await new Promise<string>(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

await app.listen({ port: Number(process.env['PORT'] ?? 3000) });
