import {
  type CheckContext,
  CountRoute,
  checkCount,
  checkResources,
  defineChecker,
  type RunningService,
  repeatable,
  requests,
  runLoad,
  say,
} from '../../scripts/checker/index.ts';
import { type Ask, askHealth, askOne, askPrice, askQuery, askSearch } from './check/answers.ts';
import { DEBUG, dumpsAgree } from './check/dumps.ts';
import { clientsLeave } from './check/leavers.ts';
import { ordersAreMailed, placeOrders, threeMailAtOnce, watchDeliveries } from './check/orders.ts';
import { askEach, judge, plan } from './check/requests.ts';
import { whoStays } from './check/stays.ts';
import { walk } from './check/walk.ts';

const CONNECTIONS = 10;
/** Requests of the load; orders and clients that leave come on top. */
const REQUESTS = 200;
const ORDERS = 5;
const LIMITS = [null, 1, 2, 3, 7, 1000];
/** Clients of a load that wait for a delivery and leave: clearly more than any that waited before. */
const WATCHING = 12;
/** Its clients have left or were answered; only they end it. */
const KEPT = ['delivered'];

/** What shows where tasks wait: to ask for it is what this lab teaches. */
const lookUp = say`Ask the service, after some requests: \`curl localhost:3000/_tasks\`.`;

export default defineChecker({
  facts: [
    { id: 'starts', title: say`the service starts and listens` },
    { id: 'routes-answer', title: say`the eight routes answer what they answered` },
    { id: 'does-not-wait', title: say`no answer waits for a row that is not in it` },
    { id: 'count-route', title: say`\`/_count\` tells the task count, at rest and under work` },
    { id: 'dump-route', title: say`\`/_tasks\` tells all tasks by group, largest first` },
    { id: 'debug-router', title: say`\`${DEBUG}\` answers, and tells the same` },
    { id: 'load-answers', title: say`${REQUESTS} mixed requests, ${CONNECTIONS} at a time, are all answered right` },
    { id: 'same-process', title: say`the same process serves from start to end` },
    { id: 'count-returns-to-baseline', title: say`the task count returns to its baseline` },
    { id: 'resources', title: say`no timer or connection is left behind instead` },
    { id: 'who-stays', title: say`clients that stay are answered, however long they wait` },
  ],
  async check(context) {
    const { facts } = context;
    const running = await context.startService();
    await askEach(context, running, 'at first', [askHealth(`first-${context.seed}`)]);
    await running.takeBaseline();
    await running.service.ask('hold', ['mail', 'delivered']);

    context.progress(say`asking each route`);
    await routesAnswer(context, running);

    await countRouteAgrees(context, running);
    context.progress(say`reading the dump`);
    await dumpsAgree(context, running);

    context.progress(say`${REQUESTS} requests`);
    const putOn = repeatable(context, (same, name) => load(same, running, name));
    await putOn('first');

    context.progress(say`settling`);
    const again = { again: putOn, requests: REQUESTS, keep: KEPT };
    const settled = await checkCount(context, running, 'count-returns-to-baseline', again);
    await checkResources(context, running, settled, 'resources', again);
    facts.holds('resources');
    await whoStays(context, running);
  },
  lookUp,
  run: requests({ route: say`six routes`, path: runPath, amount: 1000, connections: 10, lookUp }),
});

function runPath(index: number): string {
  const routes = ['/health?', '/report?', '/price?', '/stock?', '/search?', '/query?', '/search?limit=2&'];
  return `${routes[index % routes.length]}id=run${index}`;
}

async function routesAnswer(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random, seed } = context;
  const id = (name: string): string => `${name}-${seed}`;
  await askEach(context, running, 'alone', [
    askOne('report', 'report', id('report')),
    askOne('stock', 'stock', id('stock')),
    askPrice(id('price'), random),
    ...['a', 'b', 'c'].map((name) => askQuery(id(`query-${name}`), random, 'after-response')),
    askQuery(id('query-d'), random, 'together'),
    ...LIMITS.map((limit) => askSearch(id(`search-${limit}`), limit)),
    askSearch(id('slow-1'), 1, true),
    askSearch(id('slow-2'), 2, true),
  ]);
  await walk(context, running);
  facts.holds('does-not-wait');
  await threeMailAtOnce(context, running);
  await ordersAreMailed(context, running, await placeOrders(context, running, id('order'), ORDERS));
  const [client] = await watchDeliveries(running, [id('watched')]);
  await running.service.ask('release', { source: 'delivered', id: null });
  await client?.until(() => client.ended);
  facts.require('routes-answer', client?.status === 200 && client.text.includes(`"${id('watched')}"`), () => ({
    expected: say`the row of the delivery`,
    actual: client?.text || say`status ${client?.status}`,
    help: say`\`GET /delivered\` has to answer once the order is delivered, as in the starter.`,
  }));
  facts.holds('routes-answer');
}

/** At rest, and while deliveries are waited for. */
async function countRouteAgrees(context: CheckContext, running: RunningService): Promise<void> {
  const route = new CountRoute(context, running, 'count-route');
  await running.idle();
  await route.agrees(say`at rest`);
  const clients = await watchDeliveries(running, [`counted-${context.seed}`, `counted-too-${context.seed}`]);
  await route.agrees(say`while ${clients.length} clients wait for a delivery`);
  for (const client of clients) client.leave();
  await running.idle();
  context.facts.holds('count-route');
}

/** Mixed, with orders and with clients that leave. */
async function load(context: CheckContext, running: RunningService, round: string): Promise<void> {
  const { facts, random, seed } = context;
  await clientsLeave(context, running, `${round}-${seed}`);
  const id = (index: number): string => `${seed}-${round}${index}`;
  const rests = ['after-response', 'at-settle', 'together'] as const;
  const asks = random.shuffle(
    Array.from({ length: REQUESTS }, (_, index): Ask => {
      const kind = index % 10;
      if (kind < 4) return askQuery(id(index), random, rests[random.between(0, 2)] ?? 'at-settle');
      if (kind < 7) return askSearch(id(index), LIMITS[random.between(0, LIMITS.length - 1)] ?? null);
      if (kind === 7) return askOne('report', 'report', id(index));
      if (kind === 8) return askOne('stock', 'stock', id(index));
      return askPrice(id(index), random);
    }),
  );
  await plan(running, asks);
  const clients = await watchDeliveries(
    running,
    Array.from({ length: WATCHING }, (_, index) => `leaves-${id(index)}`),
  );
  const orders = await placeOrders(context, running, `order-${id(0)}`, ORDERS);
  const { replies, errors } = await runLoad(running, {
    paths: asks.map(({ path }) => path),
    connections: CONNECTIONS,
  });
  for (const client of clients) client.leave();
  // A service that has ended, or is blocked, is told as that.
  const seen = await running.service.ask(
    'requests',
    asks.map((ask) => ask.id),
  );
  for (const [index, ask] of asks.entries()) {
    const reply = replies.get(ask.path);
    const answer = { status: reply?.status ?? 0, body: reply?.body ?? '', ended: reply !== undefined };
    judge(context, ask, answer, seen[index] ?? null, 'under load');
  }
  facts.require('load-answers', errors === 0, () => ({
    expected: say`no connection that breaks`,
    actual: say`${errors} broken or not answered in time`,
    help: say`What holds for one request has to hold for many at once.`,
  }));
  await ordersAreMailed(context, running, orders);
  for (const fact of ['load-answers', 'same-process']) facts.holds(fact);
  await running.idle();
}
