import {
  type CheckContext,
  CountRoute,
  checkCount,
  checkResources,
  defineChecker,
  type RunningService,
  type Stage,
  say,
  Visits,
} from '../../scripts/checker/index.ts';
import { judgesSeries } from './check/judges-series.ts';
import { clientsLeave, feedIsLeft, howMany } from './check/leavers.ts';
import { orderIds, ordersAreDone, placeOrder, reportsAreRead } from './check/orders.ts';
import { deliveriesAreShown } from './check/progress.ts';
import { whoStays } from './check/stays.ts';

const WATCHERS = 3;
/** Clients of the run, one each 80 ms. */
const WATCHING = 50;

export default defineChecker({
  facts: [
    { id: 'starts', title: say`the service starts and listens` },
    { id: 'other-routes', title: say`the other routes still answer` },
    { id: 'count-route', title: say`\`/_count\` tells the task count, at rest and under work` },
    { id: 'work-still-done', title: say`orders are mailed and booked, deliveries shown to their end` },
    { id: 'same-process', title: say`the same process serves from start to end` },
    { id: 'count-returns-to-baseline', title: say`clients leave, and the task count returns to its baseline` },
    { id: 'resources', title: say`no timer or connection is left behind instead` },
    { id: 'judges-series', title: say`\`isLeaking\` tells leaks from busy services` },
    { id: 'who-stays', title: say`clients that stay are served, however long they watch` },
  ],
  async check(context) {
    const { facts } = context;
    const running = await context.startService();
    await otherRoutes(context, running);
    await running.takeBaseline();
    await running.service.ask('hold', ['mail', 'update', 'delivered']);

    context.progress(say`counting under work`);
    const orders = orderIds(context);
    await countRoute(context, running, orders);
    await ordersAreDone(context, running, orders);
    await deliveriesAreShown(context, running);

    context.progress(say`clients come and leave`);
    const clients = howMany(context);
    const again = (): Promise<void> => clientsLeave(context, running, clients);
    await again();
    facts.holds('work-still-done');
    const health = await running.get('/health');
    facts.require('same-process', health.status === 200, () => ({
      expected: 200,
      actual: health.failure ?? health.status,
      help: say`The service has to go on when clients leave.`,
    }));
    facts.holds('same-process');
    // Neither the next update nor the delivery comes: that the client has gone has to be enough.
    const load = { again, requests: clients, keep: ['update', 'delivered'] };
    const settled = await checkCount(context, running, 'count-returns-to-baseline', load);
    await feedIsLeft(context, running, settled.count);
    await checkResources(context, running, settled, 'resources', load);
    facts.holds('resources');

    context.progress(say`judging series`);
    await judgesSeries(context, running);
    await whoStays(context, running);
  },
  run: {
    title: say`${WATCHING} clients watch a delivery and leave, ${WATCHING} orders come in`,
    play: clientsComeAndLeave,
  },
});

/** One client after the other: some leave before the first update, some after it. */
async function clientsComeAndLeave(stage: Stage): Promise<void> {
  const running = await stage.startService();
  await stage.watch(running.service);
  const visits = Array.from({ length: WATCHING }, async (_, index) => {
    await stage.pause(index * 80);
    const stream = running.client.open(`/progress?id=run${index}`);
    await running.post(`/orders?id=run${index}`);
    await stage.pause(stage.random.between(200, 900));
    stream.leave();
  });
  await Promise.all(visits);
}

async function otherRoutes(context: CheckContext, running: RunningService): Promise<void> {
  const { facts } = context;
  const health = await running.get('/health');
  facts.require('other-routes', health.status === 200 && health.body === 'ok', () => ({
    expected: 'ok',
    actual: health.failure ?? `${health.status} ${health.body}`,
    help: say`\`GET /health\` has to answer \`ok\`, as in the starter.`,
  }));
  await reportsAreRead(context, running);
  facts.holds('other-routes');
}

/** At rest, while orders wait for their mails, and with clients besides. */
async function countRoute(context: CheckContext, running: RunningService, orders: string[]): Promise<void> {
  const { facts, seed } = context;
  const route = new CountRoute(context, running, 'count-route');
  await route.agrees(say`at rest`);
  for (const id of orders) await placeOrder(context, running, id);
  await route.agrees(say`while ${orders.length} orders wait for their mails`);
  const visits = new Visits(context, running);
  for (let index = 0; index < WATCHERS; index++) visits.open(`/progress?id=watcher${index}-${seed}`, `watcher${index}`);
  // Whether their responses begin is judged later.
  await visits.soon(async () => (await running.service.ask('seen', null)).underWay >= WATCHERS);
  await route.agrees(say`while ${orders.length} orders wait and ${WATCHERS} clients watch`);
  for (const { stream } of visits.all) stream.leave();
  facts.holds('count-route');
  await running.idle();
}
