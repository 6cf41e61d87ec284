import { checkCount, checkResources, defineChecker, repeatable, say } from '../../scripts/checker/index.ts';
import { answersRight } from './check/answers.ts';
import { comeAndLeave, LEAVING, STAYING } from './check/clients.ts';
import { holderIsNamed } from './check/found.ts';
import { otherRoutes } from './check/other-routes.ts';
import { lookUp, run } from './check/run.ts';
import { whoStays } from './check/stays.ts';

export default defineChecker({
  facts: [
    { id: 'starts', title: say`the service starts and listens` },
    { id: 'holder-named', title: say`\`found.json\` names what keeps the lost tasks alive` },
    { id: 'other-routes', title: say`the other routes still answer` },
    { id: 'asks-for-itself', title: say`each request asks the carrier, with its own id` },
    { id: 'clients-told', title: say`\`/clients\` tells how many clients are there` },
    { id: 'answers-when-it-moves', title: say`\`/moved\` answers with the next scan, and not before` },
    { id: 'failure-told', title: say`where the carrier fails, the answer is a 500` },
    { id: 'load-answers', title: say`${LEAVING} clients leave, and ${STAYING} that stay are answered` },
    { id: 'same-process', title: say`the same process serves from start to end` },
    { id: 'count-returns-to-baseline', title: say`the task count returns to its baseline` },
    { id: 'resources', title: say`no timer or connection is left behind instead` },
    { id: 'who-stays', title: say`clients that stay are answered, however long they wait` },
  ],
  async check(context) {
    const { facts } = context;
    const running = await context.startService();
    holderIsNamed(context);
    await otherRoutes(context, running);
    await running.takeBaseline();

    context.progress(say`parcels that move`);
    await answersRight(context, running);
    context.progress(say`clients that leave`);
    const putOn = repeatable(context, (same, name) => comeAndLeave(same, running, name));
    await putOn('first');
    await running.service.ask('count', null);
    facts.holds('same-process');

    context.progress(say`settling`);
    const again = { again: putOn, requests: LEAVING };
    const settled = await checkCount(context, running, 'count-returns-to-baseline', again);
    await checkResources(context, running, settled, 'resources', again);
    facts.holds('resources');
    await whoStays(context, running);
  },
  lookUp,
  run,
});
