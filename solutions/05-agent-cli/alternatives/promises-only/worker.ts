import { go } from 'taskscope';
import { listen } from 'taskscope/agent';
import { type Job, nextJob, orders, type Row, save, tags, users } from './backend.ts';

/** Jobs that are worked on at the same time. */
const AT_ONCE = 5;

/** Takes one job after the other, for as long as the worker lives. */
async function takeJobs(): Promise<never> {
  for (;;) await fill(await nextJob());
}

// #region job
/** Asks all three sources at once, and saves the first two rows. */
async function fill(job: Job): Promise<void> {
  const asked = [users, orders, tags].map((source) => source(job.id));
  const first = await Promise.race(asked);
  const others = asked.map(async (answer): Promise<Row> => {
    const row = await answer;
    if (row === first) throw new Error('it was first');
    return row;
  });
  await save(job, [first, await Promise.any(others)]);
}
// #endregion

// #region agent
const { address } = await listen({ address: '127.0.0.1:0' });
console.log(`The agent listens at ${address}.`);
// #endregion

for (let number = 0; number < AT_ONCE; number++) go(takeJobs);
console.log(`The worker is ready: process ${process.pid}.`);
