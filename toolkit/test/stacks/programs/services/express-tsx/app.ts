import express from 'express';
import { debugRouter, requestTasks } from 'taskscope/http';

// #region mount
const app = express();
app.use(debugRouter());
app.use(requestTasks());
// #endregion

app.get('/', (_request, response) => {
  response.send('ready');
});

app.get('/orders/:id', async (request, response) => {
  await accept(request.params.id);
  response.send('on its way');
});

app.get('/reports/:id', () => {
  // Nobody answers.
});

/** The answer does not wait for it. */
const accept = async (order: string): Promise<void> => void checkout(order); // started here

async function checkout(order: string): Promise<void> {
  await charge(order); // for whom this waits
}

async function charge(order: string): Promise<string> {
  const receipt = await new Promise<string>(() => {}); // it waits here
  return `${order}: ${receipt}`;
}

app.listen(process.env['PORT'] ?? 3000);
