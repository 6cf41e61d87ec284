/** Tasks with names and labels, and their end by a signal. */
import { Channel, go, taskCount, tasks, withLabels } from 'taskscope';

// #region go
const orders = new Channel<string>();
const refunds = new Channel<string>();
const controller = new AbortController();

async function ship(signal: AbortSignal | undefined): Promise<void> {
  for (;;) console.log(await orders.receive({ signal }));
}

const shipping = go(ship, { name: 'shipping', labels: { queue: 'orders' }, signal: controller.signal });
withLabels({ tenant: 'north' }, () => void go(() => refunds.receive(), { name: 'refunds' }));

await orders.send('a book');
for (const { name, wait, labels } of tasks()) console.log(name, wait, labels);

controller.abort(new Error('the shop closes'));
await shipping.catch((error: Error) => console.log(error.message));
refunds.close();
await null;
console.log(taskCount(), 'tasks left');
// #endregion
