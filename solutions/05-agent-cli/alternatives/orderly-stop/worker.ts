import { Channel, go, select } from 'taskscope';
import { close, listen } from 'taskscope/agent';
import { type Job, nextJob, orders, type Row, type Source, save, tags, users } from './backend.ts';

/** Jobs that are worked on at the same time. */
const AT_ONCE = 5;
const atWork = new Set<Promise<void>>();

/** Takes one job after the other, for as long as the worker lives. */
async function takeJobs(): Promise<never> {
  for (;;) {
    const job = fill(await nextJob());
    atWork.add(job);
    await job;
    atWork.delete(job);
  }
}

// #region job
/** Asks all three sources at once, and saves the first two rows. */
async function fill(job: Job): Promise<void> {
  const rows = new Channel<Row>();
  const enough = new Channel<never>();
  for (const source of [users, orders, tags]) go(() => ask(source, job, rows, enough));
  const found = [await rows.receive(), await rows.receive()];
  enough.close();
  await save(job, found);
}

/** Whichever comes first: somebody takes the row, or nobody needs it any more. */
async function ask(source: Source, job: Job, rows: Channel<Row>, enough: Channel<never>): Promise<void> {
  const row = await source(job.id);
  await select<Row>([{ send: rows, value: row }, { receive: enough }]);
}
// #endregion

// #region agent
await listen({ shutdownCleanup: false });

process.once('SIGTERM', async () => {
  await Promise.allSettled(atWork);
  close();
  process.exit(0);
});
// #endregion

for (let number = 0; number < AT_ONCE; number++) go(takeJobs);
console.log(`The worker is ready: process ${process.pid}.`);
