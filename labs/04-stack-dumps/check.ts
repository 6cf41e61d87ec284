import {
  type CheckContext,
  checkCount,
  checkResources,
  defineChecker,
  type RunningService,
  requests,
  runLoad,
  type SeenRequest,
  say,
} from '../../scripts/checker/index.ts';
import { type Ask, askHealth, askOne, askPrice, askQuery, askSearch } from './check-answers.ts';
import { dumpProblem, outline } from './check-dump.ts';

const CONNECTIONS = 10;
/** Requests of the load; orders and clients that leave come on top. */
const REQUESTS = 200;
const ORDERS = 5;
const LIMITS = [null, 1, 2, 3, 7];
/** How often a dump is read until nothing changes meanwhile. */
const ATTEMPTS = 5;
const MISSING = say`That route is not there yet, or it fails. \`/_tasks\` answers \`formatProfile(profile())\`, both of \`taskscope\`, as plain text.`;
const DEBUG = '/debug/pprof/';
/** What only the ready-made router has. */
const PROFILES = [
  { path: '', says: /goroutineleak/, what: say`the index of all profiles` },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the first byte of what gzip writes.
  { path: 'goroutine', says: /^\x1f/, what: say`the binary form, for \`go tool pprof\`,` },
  {
    path: 'goroutineleak?debug=1',
    says: /^goroutineleak profile: total \d/,
    what: say`the tasks that are proven to be leaked`,
  },
];
/** Its clients have left or were answered; only they end it. */
const KEPT = ['delivered'];

export default defineChecker({
  facts: [
    { id: 'starts', title: say`the service starts and listens` },
    { id: 'routes-answer', title: say`the eight routes answer what they answered` },
    { id: 'does-not-wait', title: say`no answer waits for a row that is not in it` },
    { id: 'dump-route', title: say`\`/_tasks\` tells all tasks by group, largest first` },
    { id: 'debug-router', title: say`\`${DEBUG}\` answers, and tells the same` },
    { id: 'load-answers', title: say`${REQUESTS} mixed requests, ${CONNECTIONS} at a time, are all answered right` },
    { id: 'same-process', title: say`the same process serves from start to end` },
    { id: 'count-returns-to-baseline', title: say`the task count returns to its baseline` },
    { id: 'resources', title: say`no timer or connection is left behind instead` },
  ],
  async check(context) {
    const running = await context.startService();
    await askEach(context, running, 'at first', [askHealth(`first-${context.seed}`)]);
    await running.takeBaseline();
    await running.service.ask('hold', ['mail', 'delivered']);

    context.progress(say`asking each route`);
    await routesAnswer(context, running);

    context.progress(say`reading the dump`);
    await dumpsAgree(context, running);

    context.progress(say`${REQUESTS} requests`);
    await load(context, running, 'first');

    context.progress(say`settling`);
    const settled = await checkCount(context, running, 'count-returns-to-baseline', {
      again: () => load(context, running, 'second'),
      keep: KEPT,
    });
    checkResources(context, running, settled, 'resources');
  },
  run: requests({ route: say`six routes`, path: runPath, amount: 1000, connections: 10 }),
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
  facts.holds('does-not-wait');
  await ordersAreMailed(context, running, await placeOrders(context, running, id('order'), ORDERS));
  const [client] = await watchDeliveries(running, [id('watched')]);
  await running.service.ask('release', { source: 'delivered', id: null });
  await client?.until(() => client.ended);
  facts.require('routes-answer', client?.status === 200 && client.text.includes(id('watched')), () => ({
    expected: say`the row of the delivery`,
    actual: client?.text || say`status ${client?.status}`,
    help: say`\`GET /delivered\` has to answer once the order is delivered, as in the starter.`,
  }));
  facts.holds('routes-answer');
}

/** All at once; decides nothing where they are answered right. */
async function askEach(context: CheckContext, running: RunningService, when: string, asks: Ask[]): Promise<void> {
  await plan(running, asks);
  const streams = asks.map(({ path }) => running.client.open(path));
  await Promise.all(streams.map((stream) => stream.until(() => stream.ended)));
  const seen = await running.service.ask(
    'requests',
    asks.map(({ id }) => id),
  );
  for (const [index, ask] of asks.entries()) {
    const { status = 0, text = '', ended = false } = streams[index] ?? {};
    streams[index]?.leave();
    judge(context, ask, { status, body: text, ended }, seen[index] ?? null, when);
  }
}

interface Answer {
  status: number;
  body: string;
  ended: boolean;
}

function judge({ facts }: CheckContext, ask: Ask, answer: Answer, seen: SeenRequest | null, when: string): void {
  const [route = ''] = ask.path.split(/[?&]id=/);
  const fact = when === 'under load' ? 'load-answers' : 'routes-answer';
  if (seen === null) {
    return facts.fails('same-process', {
      expected: say`the request seen by the process that was started`,
      actual: say`another process answered it, or none`,
      help: say`The service has to answer in its own process: elsewhere its tasks can not be counted.`,
    });
  }
  facts.require(when === 'under load' ? fact : 'does-not-wait', !seen.waited, () => ({
    expected: say`\`GET ${route}\` answered with the rows that had come`,
    actual: say`no answer until one more row came, which is not in it`,
    help: say`To be fast, this route answers with what is there, and does not wait for a source that it does not need.`,
  }));
  facts.require(
    fact,
    ask.sources.every((source) => seen.asked.includes(source)),
    () => ({
      expected: say`\`GET ${route}\` asks ${ask.sources.join(', ')}`,
      actual: seen.asked.join(', ') || say`none`,
      help: say`Each route asks the sources that it asked in the starter.`,
    }),
  );
  facts.require(fact, answer.status === 200 && ask.isRight(answer.body, seen.rows), () => ({
    expected: say`\`GET ${route}\`: ${ask.right}`,
    actual: answer.ended ? `${answer.status} ${answer.body.slice(0, 200)}` : say`no answer`,
    help: say`Mend the leak, and leave what the route answers as it was in the starter.`,
  }));
}

function plan(running: RunningService, asks: readonly Ask[]): Promise<null> {
  return running.service.ask(
    'plan',
    asks.flatMap((ask) => (ask.plan === null ? [] : [[ask.id, ask.plan]])),
  );
}

async function ordersAreMailed(context: CheckContext, running: RunningService, orders: string[]): Promise<void> {
  const mailed = await until(async () => {
    await running.service.ask('release', { source: 'mail', id: null });
    const ids = (await running.service.ask('calls', 'mail')).map(({ id }) => id);
    return orders.every((id) => ids.includes(id));
  });
  context.facts.require('routes-answer', mailed, () => ({
    expected: say`a mail for each of ${orders.length} orders`,
    actual: say`some were never mailed`,
    help: say`The three tasks that mail are meant to live as long as the service: a pool is no leak.`,
  }));
}

async function placeOrders({ facts }: CheckContext, running: RunningService, name: string, amount: number) {
  const ids = Array.from({ length: amount }, (_, index) => `${name}-${index}`);
  for (const id of ids) {
    const { status, failure } = await running.post(`/orders?id=${id}`);
    facts.require('routes-answer', status === 202, () => ({
      expected: 202,
      actual: failure ?? status,
      help: say`\`POST /orders\` has to answer 202 at once; the mail follows.`,
    }));
  }
  return ids;
}

/** Clients that wait for a delivery, and are known to. */
async function watchDeliveries(running: RunningService, ids: readonly string[]) {
  const streams = ids.map((id) => running.client.open(`/delivered?id=${id}`));
  await until(async () => {
    const calls = await running.service.ask('calls', 'delivered');
    return ids.every((id) => calls.some((call) => call.id === id));
  });
  return streams;
}

/** At rest, then with tasks at work in groups of different sizes, which nobody can know beforehand. */
async function dumpsAgree(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random, seed } = context;
  await running.idle();
  await dumpAgrees(context, running, 'dump-route', '/_tasks');
  const clients = await watchDeliveries(
    running,
    Array.from({ length: random.between(4, 9) }, (_, index) => `client${index}-${seed}`),
  );
  await placeOrders(context, running, `waiting-${seed}`, 2);
  await dumpAgrees(context, running, 'dump-route', '/_tasks');
  facts.holds('dump-route');

  for (const { path, says, what } of PROFILES) {
    const { status, body, failure } = await running.get(`${DEBUG}${path}`);
    facts.require('debug-router', status === 200 && says.test(body), () => ({
      expected: say`${what} at \`${DEBUG}${path}\``,
      actual: failure ?? (status === 200 ? say`something else` : say`status ${status}`),
      help: say`Mount it in \`server.ts\`: \`app.use(debugRouter())\`, with \`debugRouter\` of \`taskscope/http\`.`,
    }));
  }
  await dumpAgrees(context, running, 'debug-router', `${DEBUG}goroutine?debug=1`);
  for (const client of clients) client.leave();
  await running.idle();
  await dumpAgrees(context, running, 'debug-router', `${DEBUG}goroutine?debug=1`);
  facts.holds('debug-router');
}

/** Compared with the probe's own profile. */
async function dumpAgrees({ facts }: CheckContext, running: RunningService, fact: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = await running.service.ask('profile', null);
    const { status, body, failure } = await running.get(path);
    const problem =
      status === 200
        ? dumpProblem(body, before)
        : {
            expected: say`\`GET ${path}\` answers 200`,
            actual: failure ?? say`status ${status}`,
            help: MISSING,
          };
    if (problem === null) return;
    const after = await running.service.ask('profile', null);
    // A collection proves leaks when it likes, and moves them to a group of their own.
    if (attempt >= ATTEMPTS || outline(before) === outline(after)) facts.fails(fact, problem);
  }
}

/** Mixed, with orders and with clients that leave. */
async function load(context: CheckContext, running: RunningService, round: string): Promise<void> {
  const { facts, random, seed } = context;
  const id = (index: number): string => `${round}${index}-${seed}`;
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
    [0, 1, 2].map((index) => `leaves-${id(index)}`),
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

/** Asks again and again; false after a second. */
async function until(condition: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = performance.now() + 1000; performance.now() < deadline; ) {
    if (await condition()) return true;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return false;
}
