import { checkCount, checkResources, defineChecker, repeatable, say } from '../../scripts/checker/index.ts';
import { agreesAtRest, agreesAtWork } from './check/asked.ts';
import { savesAtOnce } from './check/at-once.ts';
import { leavesNothing } from './check/end.ts';
import { inEveryOrder, JOBS, manyJobs } from './check/jobs.ts';
import { isListed } from './check/listed.ts';
import { lookUp, run } from './check/run.ts';
import { awaitsTheSave } from './check/saving.ts';
import { startWorker } from './check/worker.ts';

export default defineChecker({
  facts: [
    { id: 'starts', title: say`the worker starts and asks for jobs` },
    { id: 'listed', title: say`\`npx taskscope\` lists the worker, with \`*\`` },
    { id: 'numbers-agree', title: say`\`taskscope stats\` tells its task count, in the middle of the work` },
    { id: 'stacks-agree', title: say`\`taskscope stack\` shows its tasks, and where they wait` },
    { id: 'five-at-once', title: say`five jobs are worked on at the same time` },
    { id: 'asks-all-three', title: say`each job asks all three sources at once` },
    { id: 'does-not-wait-for-the-third', title: say`neither a job nor the next one waits for the slowest source` },
    { id: 'saves-first-two', title: say`the first two rows that came are saved` },
    { id: 'awaits-the-save', title: say`a job is done when it is saved, and the next one comes then` },
    { id: 'jobs-done', title: say`${JOBS} jobs are all done, each once` },
    { id: 'same-process', title: say`the same process works from start to end` },
    { id: 'count-returns-to-baseline', title: say`the queue is empty, and the task count is back at its baseline` },
    { id: 'resources', title: say`no timer or connection is left behind instead` },
    { id: 'still-answers', title: say`the agent answers to the end, and tells the count at rest` },
    { id: 'leaves-nothing', title: say`SIGTERM ends the worker, and its agent leaves nothing behind` },
  ],
  async check(context) {
    const { facts } = context;
    const worker = await startWorker(context);
    try {
      context.progress(say`looking for it`);
      await isListed(context, worker);
      await worker.takeBaseline();
      context.progress(say`asking \`taskscope\`, at work`);
      await agreesAtWork(context, worker);

      context.progress(say`jobs in every order`);
      await savesAtOnce(context, worker);
      await inEveryOrder(context, worker);
      await awaitsTheSave(context, worker);
      context.progress(say`${JOBS} jobs`);
      const putOn = repeatable(context, (same, name) => manyJobs(same, worker, name));
      await putOn('first');
      await worker.service.ask('count', null);
      facts.holds('same-process');

      context.progress(say`settling`);
      const again = { again: putOn, requests: JOBS };
      const settled = await checkCount(context, worker, 'count-returns-to-baseline', again);
      await checkResources(context, worker, settled, 'resources', again);
      facts.holds('resources');
      context.progress(say`asking \`taskscope\`, at rest`);
      await agreesAtRest(context, worker);
      await context.trust();
      await leavesNothing(context, worker);
    } finally {
      worker.removeFolders();
    }
  },
  lookUp,
  run,
});
