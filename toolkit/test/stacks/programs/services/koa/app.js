import { Router } from '@koa/router';
import Koa from 'koa';

const app = new Koa();
const router = new Router();

router.get('/', (context) => {
  context.body = 'ready';
});

router.get('/orders/:id', async (context) => {
  await accept(context.params.id);
  context.body = 'on its way';
});

/** The answer does not wait for it. */
const accept = async (order) => void checkout(order); // started here

async function checkout(order) {
  await charge(order); // for whom this waits
}

async function charge(order) {
  const receipt = await new Promise(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

app.use(router.routes());
app.listen(process.env.PORT ?? 3000);
