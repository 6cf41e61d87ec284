/** Two workers on one channel, and a choice between two channels. */
import { Channel, ChannelClosedError, select } from 'taskscope';

// #region workers
const jobs = new Channel<number>();
const results = new Channel<string>(2);

async function work(name: string): Promise<void> {
  for await (const job of jobs) await results.send(`${name} has done ${job}`);
}

const workers = [work('one'), work('two')];
for (const job of [1, 2]) await jobs.send(job);
jobs.close();
await Promise.all(workers);
results.close();
for await (const result of results) console.log(result);
// #endregion

// #region select
const fast = new Channel<string>(1);
const slow = new Channel<string>();
await fast.send('from the cache');
const { index, value } = await select([{ receive: slow }, { receive: fast }]);
console.log(`case ${index}: ${value}`);

const patience = new AbortController();
setTimeout(() => patience.abort(new Error('nobody sent for 10 ms')), 10);
await select([{ receive: slow }], patience).catch(({ message }: Error) => console.log(message));
// #endregion

// #region closed
try {
  await jobs.send(3);
} catch (error) {
  if (error instanceof ChannelClosedError) console.log(error.code, error.message);
}
// #endregion
