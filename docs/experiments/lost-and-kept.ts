/** Tasks that wait for ever, of two kinds: nobody can reach them any more, or a list still does. */
import { Channel, collect, go, leakedCount, taskCount } from 'taskscope';

// #region leak
const TASKS = 100_000;
const kept: Channel<string>[] = [];

/** Each task waits to send, and nobody ever receives. */
function leak(keep: boolean): void {
  for (let task = 0; task < TASKS; task++) {
    const channel = new Channel<string>();
    go(async () => {
      await channel.send('a row');
    });
    if (keep) kept.push(channel);
  }
}
// #endregion

async function show(moment: string): Promise<void> {
  // V8 collects what nobody can reach; what it collected while it waited is proven to be leaked.
  await collect();
  const heap = Math.round(process.memoryUsage().heapUsed / 1e6);
  const columns = [`${taskCount()} tasks`, `${leakedCount()} proven`, `${heap} MB`];
  console.log(moment.padEnd(20) + columns.map((column) => column.padStart(15)).join(''));
}

async function main(): Promise<void> {
  await show('at the start');
  leak(false);
  await show('100,000 lost');
  leak(true);
  await show('100,000 more, kept');
}

void main();
