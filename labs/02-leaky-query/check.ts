import {
  type CheckContext,
  CountRoute,
  checkCount,
  checkResources,
  defineChecker,
  type Repeatable,
  type RunningService,
  repeatable,
  requests,
  say,
} from '../../scripts/checker/index.ts';
import { allAtOnce } from './check/all-at-once.ts';
import { inEveryOrder, ORDERS } from './check/in-every-order.ts';
import { clientsLeave, LEAVING } from './check/leavers.ts';
import { CONNECTIONS, load, REQUESTS } from './check/load.ts';
import { SOURCES } from './check/sources.ts';
import { whoStays } from './check/stays.ts';
import { walk } from './check/walk.ts';

export default defineChecker({
  facts: [
    { id: 'starts', title: say`the service starts and listens` },
    { id: 'other-routes', title: say`the other routes still answer` },
    { id: 'asks-all-three', title: say`each request asks all three sources at once` },
    { id: 'does-not-wait-for-the-third', title: say`the answer does not wait for the third source` },
    { id: 'answers-first-two', title: say`the answer holds the first two rows that came` },
    { id: 'count-route-agrees', title: say`\`/_count\` tells the task count, at rest and under work` },
    { id: 'load-answers', title: say`${REQUESTS} requests, ${CONNECTIONS} at a time, are all answered right` },
    { id: 'same-process', title: say`the same process serves from start to end` },
    { id: 'count-returns-to-baseline', title: say`the task count returns to its baseline` },
    { id: 'resources', title: say`no timer or connection is left behind instead` },
    { id: 'who-stays', title: say`clients that stay are answered, however long they wait` },
  ],
  async check(context) {
    const { facts } = context;
    const running = await context.startService();
    const health = await running.get('/health');
    facts.require('other-routes', health.status === 200 && health.body === 'ok', () => ({
      expected: 'ok',
      actual: health.failure ?? `${health.status} ${health.body}`,
      help: say`\`GET /health\` has to answer \`ok\`, as in the starter.`,
    }));
    facts.holds('other-routes');
    await running.takeBaseline();

    context.progress(say`asking in every order`);
    await inEveryOrder(context, running);
    await walk(context, running);
    await allAtOnce(context, running);
    for (const id of ['asks-all-three', 'does-not-wait-for-the-third', 'answers-first-two']) facts.holds(id);
    await countRouteAgrees(context, running);

    context.progress(say`${REQUESTS} requests`);
    const putOn = repeatable(context, (same, name) => load(same, running, name));
    await putOn('first');
    await sameProcess(context, running);

    context.progress(say`settling`);
    await leavesNothing(context, running, { again: putOn, requests: REQUESTS });
    await clientsLeave(context, running, 'first');
    await leavesNothing(context, running, {
      again: (name) => clientsLeave(context, running, name),
      requests: LEAVING,
      about: say`Nothing is left of the requests that were answered. But some clients went away before their answer.`,
    });
    facts.holds('resources');
    await whoStays(context, running);
  },
  run: requests({ route: '/query', path: (index) => `/query?id=run${index}`, amount: 1000, connections: 10 }),
});

/** `/_count`, before anything and while a third row is still to come. */
async function countRouteAgrees(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const route = new CountRoute(context, running, 'count-route-agrees');
  await route.agrees(say`after the answers`);
  const id = `held-${seed}`;
  await running.service.ask('plan', [[id, { calls: SOURCES.length, first: 2, order: SOURCES, rest: 'at-settle' }]]);
  await running.get(`/query?id=${id}`);
  await route.agrees(say`while a third row is still to come`);
  facts.holds('count-route-agrees');
}

async function leavesNothing(
  context: CheckContext,
  running: RunningService,
  again: Repeatable & { about?: string },
): Promise<void> {
  const settled = await checkCount(context, running, 'count-returns-to-baseline', again);
  await checkResources(context, running, settled, 'resources', again);
}

async function sameProcess({ facts }: CheckContext, running: RunningService): Promise<void> {
  const { handled } = await running.service.ask('seen', null);
  const requests = ORDERS.length + REQUESTS;
  facts.require('same-process', handled >= requests, () => ({
    expected: say`${requests} requests seen by the process that was started`,
    actual: handled,
    help: say`The service has to answer in its own process: elsewhere its tasks can not be counted.`,
  }));
  facts.holds('same-process');
}
