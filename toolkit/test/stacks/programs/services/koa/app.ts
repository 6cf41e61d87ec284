import { Router } from '@koa/router';
import Koa from 'koa';
import { debugRouter, requestTasks } from 'taskscope/koa';

// #region mount
const app = new Koa();
app.use(debugRouter());
app.use(requestTasks());
// #endregion
const router = new Router();

router.get('/', (context) => {
  context.body = 'ready';
});

router.get('/orders/:id', async (context) => {
  await accept(context.params['id'] ?? '');
  context.body = 'on its way';
});

router.get('/reports/:id', () => new Promise(() => {})); // nobody answers

/** The answer does not wait for it. */
const accept = async (order: string): Promise<void> => void checkout(order); // started here

async function checkout(order: string): Promise<void> {
  await charge(order); // for whom this waits
}

async function charge(order: string): Promise<string> {
  const receipt = await new Promise<string>(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

app.use(router.routes());
app.listen(process.env['PORT'] ?? 3000);
