import { Channel, go } from 'taskscope';
import 'taskscope/agent/start';
import { type Job, nextJob, orders, type Row, type Source, save, tags, users } from './backend.ts';

/** Jobs that are worked on at the same time. */
const AT_ONCE = 5;

/** Takes one job after the other, for as long as the worker lives. */
async function takeJobs(): Promise<never> {
  for (;;) await fill(await nextJob());
}

// #region job
/** Asks all three sources at once, and saves the first two rows. */
async function fill(job: Job): Promise<void> {
  const sources = [users, orders, tags];
  const rows = new Channel<Row>(sources.length);
  for (const source of sources) go(() => ask(source, job, rows));
  await save(job, [await rows.receive(), await rows.receive()]);
}

async function ask(source: Source, job: Job, rows: Channel<Row>): Promise<void> {
  await rows.send(await source(job.id));
}
// #endregion

for (let number = 0; number < AT_ONCE; number++) go(takeJobs);
console.log(`The worker is ready: process ${process.pid}.`);
