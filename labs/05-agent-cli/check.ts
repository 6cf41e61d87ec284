import { checkCount, checkResources, defineChecker } from '../../scripts/checker/index.ts';
import { agreesAtRest, agreesAtWork } from './check/asked.ts';
import { leavesNothing } from './check/end.ts';
import { inEveryOrder, JOBS, manyJobs } from './check/jobs.ts';
import { isListed } from './check/listed.ts';
import { run } from './check/run.ts';
import { startWorker } from './check/worker.ts';

export default defineChecker({
  facts: [
    { id: 'starts', title: 'the worker starts and asks for jobs' },
    { id: 'listed', title: '`npx taskscope` lists the worker, with `*`' },
    { id: 'numbers-agree', title: '`taskscope stats` tells its task count, in the middle of the work' },
    { id: 'stacks-agree', title: '`taskscope stack` shows its tasks, and where they wait' },
    { id: 'asks-all-three', title: 'each job asks all three sources at once' },
    { id: 'does-not-wait-for-the-third', title: 'neither a job nor the next one waits for the slowest source' },
    { id: 'saves-first-two', title: 'the first two rows that came are saved' },
    { id: 'jobs-done', title: `${JOBS} jobs are all done, each once` },
    { id: 'same-process', title: 'the same process works from start to end' },
    { id: 'count-returns-to-baseline', title: 'the queue is empty, and the task count is back at its baseline' },
    { id: 'resources', title: 'no timer or connection is left behind instead' },
    { id: 'still-answers', title: 'the agent answers to the end, and tells the count at rest' },
    { id: 'leaves-nothing', title: 'SIGTERM ends the worker, and its agent leaves nothing behind' },
  ],
  async check(context) {
    const { facts } = context;
    const worker = await startWorker(context);
    try {
      context.progress('looking for it');
      await isListed(context, worker);
      await worker.takeBaseline();
      context.progress('asking `taskscope`, at work');
      await agreesAtWork(context, worker);

      context.progress('jobs in every order');
      await inEveryOrder(context, worker);
      context.progress(`${JOBS} jobs`);
      await manyJobs(context, worker, 'first');
      await worker.service.ask('count', null);
      facts.holds('same-process');

      context.progress('settling');
      const settled = await checkCount(context, worker, 'count-returns-to-baseline', {
        again: () => manyJobs(context, worker, 'second'),
      });
      checkResources(context, worker, settled, 'resources');
      context.progress('asking `taskscope`, at rest');
      await agreesAtRest(context, worker);
      await context.trust();
      await leavesNothing(context, worker);
    } finally {
      worker.removeFolders();
    }
  },
  run,
});
