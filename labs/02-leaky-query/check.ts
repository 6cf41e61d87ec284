import {
  type CheckContext,
  CountRoute,
  checkCount,
  checkResources,
  defineChecker,
  type Plan,
  type Random,
  type Row,
  type RunningService,
  repeatable,
  requests,
  runLoad,
  say,
} from '../../scripts/checker/index.ts';

const SOURCES = ['users', 'orders', 'tags'];
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].map((order) => order.map((index) => SOURCES[index] ?? ''));
const REQUESTS = 200;
const CONNECTIONS = 10;
/** Clients that go away before their answer. */
const LEAVING = 5;
/** Milliseconds for their requests to ask what they ask at once. */
const ASKING = 1000;

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
    await askInEveryOrder(context, running);
    await countRouteAgrees(context, running);

    context.progress(say`${REQUESTS} requests`);
    const putOn = repeatable(context, (same, name) => load(same, running, name));
    await putOn('first');
    await sameProcess(context, running);

    context.progress(say`settling`);
    await checkCount(context, running, 'count-returns-to-baseline', {
      again: putOn,
    });
    await clientsLeave(context, running, 'first');
    const settled = await checkCount(context, running, 'count-returns-to-baseline', {
      again: (name) => clientsLeave(context, running, name),
      about: say`Nothing is left of the requests that were answered. But some clients went away before their answer.`,
    });
    checkResources(context, running, settled, 'resources');
  },
  run: requests({ route: '/query', path: (index) => `/query?id=run${index}`, amount: 1000, connections: 10 }),
});

/** The six orders of three answers; the third comes only after the response has been sent. */
async function askInEveryOrder({ facts, seed }: CheckContext, running: RunningService): Promise<void> {
  const plans = ORDERS.map((order, index): [string, Plan] => [
    `order${index}-${seed}`,
    { calls: SOURCES.length, first: 2, order, rest: 'after-response' },
  ]);
  await running.service.ask('plan', plans);
  for (const [id, { order }] of plans) {
    const reply = await running.get(`/query?id=${id}`);
    const [seen] = await running.service.ask('requests', [id]);
    if (!seen) {
      return facts.fails('same-process', {
        expected: say`the request seen by the process that was started`,
        actual: say`another process answered it`,
        help: say`The service has to answer in its own process: elsewhere its tasks can not be counted.`,
      });
    }
    facts.require('asks-all-three', new Set(seen.asked).size === SOURCES.length, () => ({
      expected: SOURCES,
      actual: seen.asked,
      help: say`Each request has to ask all three sources before the first answer comes; which two are fastest is not known before.`,
    }));
    facts.require('does-not-wait-for-the-third', !seen.waited && (seen.givenAtFinish?.length ?? 3) <= 2, () => ({
      expected: say`an answer after two rows`,
      actual:
        reply.failure === null ? say`no answer until the third row came` : say`no answer at all: ${reply.failure}`,
      help:
        reply.failure === null
          ? say`Two sources had answered and the third was slow. The client should not notice that there is a third.`
          : say`All three sources had answered, and the client still waits. Does every way through the handler end in an answer?`,
    }));
    facts.require('answers-first-two', reply.status === 200 && sameRows(reply.body, seen.rows.slice(0, 2)), () => ({
      expected: seen.rows.slice(0, 2),
      actual: reply.failure ?? `${reply.status} ${reply.body.slice(0, 300)}`,
      help: say`The sources answered in the order ${order.join(', ')}. The answer is a JSON array of the first two rows, as the sources gave them.`,
    }));
  }
  for (const id of ['asks-all-three', 'does-not-wait-for-the-third', 'answers-first-two']) facts.holds(id);
}

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

/** Mixed: the third row after the response, or at the very end, or all three rows in one turn of the event loop. */
async function load(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { facts, random, seed } = context;
  const plans = Array.from({ length: REQUESTS }, (_, index): [string, Plan] => [
    `${name}${index}-${seed}`,
    mixedPlan(random),
  ]);
  await running.service.ask('plan', plans);
  const { replies, errors } = await runLoad(running, {
    paths: plans.map(([id]) => `/query?id=${id}`),
    connections: CONNECTIONS,
  });
  // A service that has ended, or is blocked, is told as that.
  const seen = await running.service.ask(
    'requests',
    plans.map(([id]) => id),
  );
  const wrong = plans.filter(([id, plan], index) => {
    const reply = replies.get(`/query?id=${id}`);
    return reply?.status !== 200 || !twoOf(reply.body, seen[index]?.rows ?? [], plan.first);
  });
  const [example] = wrong;
  facts.require('load-answers', wrong.length === 0 && errors === 0, () => ({
    expected: say`${REQUESTS} right answers`,
    actual: say`${REQUESTS - wrong.length} right answers, ${errors} connections broken or not answered in time`,
    help: say`For example: ${replies.get(`/query?id=${example?.[0]}`)?.body.slice(0, 200) ?? say`no answer`}. Here all three rows may come in the same turn of the event loop: answer with two of them, and let none be missed by who waits for it.`,
  }));
  const { askedTooFew, waited } = await running.service.ask('seen', null);
  facts.require('load-answers', askedTooFew === 0 && waited === 0, () => ({
    expected: say`all sources asked and none waited for, in each request`,
    actual: say`${askedTooFew} requests asked too few, ${waited} waited for the third`,
    help: say`What holds for one request has to hold for many at once.`,
  }));
  facts.holds('load-answers');
}

function mixedPlan(random: Random): Plan {
  const together = random.number() < 0.4;
  return {
    calls: SOURCES.length,
    first: together ? SOURCES.length : 2,
    order: random.shuffle(SOURCES),
    rest: random.number() < 0.3 ? 'at-settle' : 'after-response',
  };
}

/** No source has answered yet when the clients go away. Then all do, one after the other. */
async function clientsLeave({ seed }: CheckContext, running: RunningService, name: string): Promise<void> {
  const { service, client } = running;
  await service.ask('hold', SOURCES);
  const ids = Array.from({ length: LEAVING }, (_, index) => `${name}-leaves${index}-${seed}`);
  const streams = ids.map((id) => client.open(`/query?id=${id}`));
  const asked = async (source: string): Promise<boolean> => {
    const calls = new Set((await service.ask('calls', source)).map(({ id }) => id));
    return ids.every((id) => calls.has(id));
  };
  for (const start = performance.now(); performance.now() - start < ASKING; )
    if ((await asked('users')) && (await asked('orders')) && (await asked('tags'))) break;
  for (const stream of streams) stream.leave();
  await running.idle();
  for (const source of SOURCES) await service.ask('release', { source, id: null });
  await service.ask('free', SOURCES);
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

function sameRows(body: string, rows: readonly Row[]): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return (
      Array.isArray(answer) && answer.length === rows.length && answer.every((row, index) => isRow(row, rows[index]))
    );
  } catch {
    return false;
  }
}

/** Two different rows of the first `count` that were given: of those that came in one turn, none was first. */
function twoOf(body: string, rows: readonly Row[], count: number): boolean {
  const candidates = rows.slice(0, count);
  return candidates.some((first) => candidates.some((second) => second !== first && sameRows(body, [first, second])));
}

function isRow(answer: unknown, row: Row | undefined): boolean {
  if (typeof answer !== 'object' || answer === null || row === undefined) return false;
  return (['source', 'id', 'value'] as const).every((key) => Reflect.get(answer, key) === row[key]);
}
