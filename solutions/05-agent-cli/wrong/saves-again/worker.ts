import { go } from 'taskscope';
import { listen } from 'taskscope/agent';
import { type Job, nextJob, orders, type Row, type Source, save, tags, users } from './backend.ts';

/** Jobs that are worked on at the same time. */
const AT_ONCE = 5;

/** Takes one job after the other, for as long as the worker lives. */
async function takeJobs(): Promise<never> {
  for (;;) await fill(await nextJob());
}

/** Asks all three sources at once, and saves the first two rows. */
async function fill(job: Job): Promise<void> {
  const found: Row[] = [];
  const saved = Promise.withResolvers<void>();
  const put = async (source: Source): Promise<void> => {
    found.push(await source(job.id));
    if (found.length < 2) return;
    await save(job, found.slice(0, 2));
    saved.resolve();
  };
  for (const source of [users, orders, tags]) void put(source);
  await saved.promise;
}

await listen();

for (let number = 0; number < AT_ONCE; number++) go(takeJobs);
console.log(`The worker is ready: process ${process.pid}.`);
