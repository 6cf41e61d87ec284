/** What `npm run lab 5 run` shows: jobs that come one by one, faster than by hand. */
import { CouldNotJudge, type RunDefinition, say } from '../../../scripts/checker/index.ts';
import { mixedPlan } from './jobs.ts';
import { takesJobs } from './worker.ts';

const JOBS = 250;
/** Milliseconds from one to the next. */
const PAUSE = 12;

/** What shows where tasks wait: to ask for it is what this lab teaches. */
export const lookUp = say`Ask the worker: \`npx taskscope stack PID --group\`, while it is at rest.`;

export const run: RunDefinition = {
  lookUp,
  title: say`${JOBS} jobs, one after the other`,
  backend: 'probe',
  async play(stage) {
    const service = stage.spawn('worker.ts');
    if (!(await takesJobs(service))) throw new CouldNotJudge(say`The worker asks for no job. Is \`takeJobs\` started?`);
    await stage.watch(service);
    for (let index = 0; index < JOBS; index++) {
      await service.ask('jobs', [[`run${index}`, mixedPlan(stage.random)]]);
      await stage.pause(PAUSE);
    }
  },
};
