import { Channel, go } from 'taskscope';
import { listen } from 'taskscope/agent';
import { type Job, nextJob, orders, type Row, type Source, save, tags, users } from './backend.ts';

/** Jobs that are worked on at the same time. */
const AT_ONCE = 5;

/** Takes one job after the other, for as long as the worker lives. */
async function takeJobs(): Promise<never> {
  for (;;) {
    const job = await nextJob();
    go(() => fill(job));
  }
}

// #region job
/** Asks all three sources at once, and saves the first two rows. */
async function fill(job: Job): Promise<void> {
  const rows = new Channel<Row>();
  const enough = new AbortController();

  for (const source of [users, orders, tags]) {
    go(() => ask(source, job, rows, enough.signal));
  }

  await save(job, [await rows.receive(), await rows.receive()]);
  // Nobody needs the third one any more.
  enough.abort();
}

/** Two waits, and the signal ends either: nobody knows at which of them the third row is. */
async function ask(source: Source, job: Job, rows: Channel<Row>, signal: AbortSignal): Promise<void> {
  try {
    const row = await source(job.id, { signal });
    await rows.send(row, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
// #endregion

// #region agent
await listen();
// #endregion

for (let number = 0; number < AT_ONCE; number++) go(takeJobs);
console.log(`The worker is ready: process ${process.pid}.`);
