import {
  type CheckContext,
  CountRoute,
  checkCount,
  checkResources,
  defineChecker,
  type RunningService,
  type Stage,
  say,
  uncallable,
} from '../../scripts/checker/index.ts';
import { drawSeries, type Series } from './series.ts';

const ORDERS = 5;
const WATCHERS = 3;
const CLIENTS = 20;
/** Clients of the run, one each 80 ms. */
const WATCHING = 50;
const SERIES_OF_EACH_SHAPE = 4;
/** Times that the count is looked at, for a task that is told to end. */
const LOOKS = 200;

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
  ],
  async check(context) {
    const { facts } = context;
    const running = await context.startService();
    await otherRoutes(context, running);
    await running.takeBaseline();
    await running.service.ask('hold', ['mail', 'update', 'delivered']);

    context.progress(say`counting under work`);
    await countRoute(context, running);
    await workStillDone(context, running);

    context.progress(say`clients come and leave`);
    await clientsLeave(running);
    const health = await running.get('/health');
    facts.require('same-process', health.status === 200, () => ({
      expected: 200,
      actual: health.failure ?? health.status,
      help: say`The service has to go on when clients leave.`,
    }));
    facts.holds('same-process');
    const settled = await checkCount(context, running, 'count-returns-to-baseline', {
      again: () => clientsLeave(running),
      // Neither the next update nor the delivery comes: that the client has gone has to be enough.
      keep: ['update', 'delivered'],
    });
    await feedIsLeft(context, running);
    checkResources(context, running, settled, 'resources');

    context.progress(say`judging series`);
    await judgesSeries(context, running);
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

async function otherRoutes({ facts }: CheckContext, running: RunningService): Promise<void> {
  const health = await running.get('/health');
  facts.require('other-routes', health.status === 200 && health.body === 'ok', () => ({
    expected: 'ok',
    actual: health.failure ?? `${health.status} ${health.body}`,
    help: say`\`GET /health\` has to answer \`ok\`, as in the starter.`,
  }));
  const report = await running.get('/report?id=first');
  facts.require('other-routes', report.status === 200 && report.body.includes('"report"'), () => ({
    expected: say`the row of the report as JSON`,
    actual: report.failure ?? `${report.status} ${report.body.slice(0, 200)}`,
    help: say`\`GET /report\` has to answer with the row of the report, as in the starter.`,
  }));
  facts.holds('other-routes');
}

/** At rest, while orders wait for their mails, and with clients besides. */
async function countRoute(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const route = new CountRoute(context, running, 'count-route');
  await route.agrees(say`at rest`);
  for (let index = 0; index < ORDERS; index++) {
    const reply = await running.post(`/orders?id=order${index}-${seed}`);
    facts.require('work-still-done', reply.status === 202, () => ({
      expected: 202,
      actual: reply.failure ?? reply.status,
      help: say`\`POST /orders\` has to answer 202 at once; mail and ledger follow.`,
    }));
  }
  await route.agrees(say`while ${ORDERS} orders wait for their mails`);
  const watchers = Array.from({ length: WATCHERS }, (_, index) =>
    running.client.open(`/progress?id=watcher${index}-${seed}`),
  );
  await Promise.all(watchers.map((stream) => stream.until(() => stream.status !== 0 || stream.ended)));
  await route.agrees(say`while ${ORDERS} orders wait and ${WATCHERS} clients watch`);
  for (const stream of watchers) stream.leave();
  facts.holds('count-route');
}

async function workStillDone({ facts, seed }: CheckContext, running: RunningService): Promise<void> {
  const { service } = running;
  await service.ask('release', { source: 'mail', id: null });
  const expected = Array.from({ length: ORDERS }, (_, index) => `order${index}-${seed}`);
  for (const source of ['mail', 'ledger']) {
    const ids = (await service.ask('calls', source)).map(({ id }) => id);
    facts.require(
      'work-still-done',
      expected.every((id) => ids.filter((each) => each === id).length === 1),
      () => ({
        expected: say`one ${source} for each of ${ORDERS} orders`,
        actual: say`${source} asked for: ${ids.join(', ') || say`none`}`,
        help: say`The background work belongs to the order: it has to be done, once, and to its end.`,
      }),
    );
  }
  const id = `whole-${seed}`;
  const stream = running.client.open(`/progress?id=${id}`);
  for (let step = 1; step <= 2; step++) {
    await released(running, 'update', id);
    const shown = await stream.until(() => stream.text.split('data: ').length > step || stream.ended);
    facts.require('work-still-done', shown && !stream.ended, () => ({
      expected: say`${step} update(s), each when it happens`,
      actual: stream.text || say`nothing (status ${stream.status})`,
      help: say`\`GET /progress\` has to send each update to a client that stays, as \`data: …\` and an empty line.`,
    }));
  }
  await released(running, 'delivered', id);
  const ended = await stream.until(() => stream.ended);
  stream.leave();
  facts.require('work-still-done', ended && stream.text.split('data: ').length === 4, () => ({
    expected: say`three updates, then the end of the response`,
    actual: ended ? stream.text : say`the response does not end after the last update`,
    help: say`The last update is sent as well, and ends the response of \`GET /progress\`.`,
  }));
  facts.holds('work-still-done');
}

/** Some leave before the first update, some after it, all before the delivery. */
async function clientsLeave(running: RunningService): Promise<void> {
  const streams = Array.from({ length: CLIENTS }, (_, index) => running.client.open(`/progress?id=client${index}`));
  await Promise.all(streams.map((stream) => stream.until(() => stream.status !== 0 || stream.ended)));
  for (const [index, stream] of streams.entries()) {
    if (index % 2 === 0) continue;
    await released(running, 'update', `client${index}`);
    await stream.until(() => stream.text !== '' || stream.ended);
  }
  for (const stream of streams) stream.leave();
  await running.idle();
}

/** A channel that is closed ends the loop that reads it; the feed does not know that, and follows the delivery for ever. */
async function feedIsLeft({ facts, seed }: CheckContext, running: RunningService): Promise<void> {
  const { service, baseline } = running;
  const id = `left-${seed}`;
  const asked = async (): Promise<number> =>
    (await service.ask('calls', 'update')).filter((call) => call.id === id).length;
  const stream = running.client.open(`/progress?id=${id}`);
  await stream.until(() => stream.status !== 0 || stream.ended);
  stream.leave();
  await running.idle();
  for (let look = 0; look < LOOKS && (await service.ask('count', null)).count > baseline.count; look++);
  const before = await asked();
  await released(running, 'update', id);
  await running.idle();
  const after = await asked();
  facts.require('resources', after === before, () => ({
    expected: say`a feed that follows no delivery whose clients have gone`,
    actual: say`it asks for the next update`,
    help: say`Whoever subscribes has to unsubscribe: the feed still holds the channel of a client that has left, and sends to it.`,
  }));
}

/** A subscriber asks a moment after its request has come. */
async function released(running: RunningService, source: string, id: string): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    if ((await running.service.ask('release', { source, id })) > 0) return;
  }
}

async function judgesSeries(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random } = context;
  const drawn = drawSeries(random, SERIES_OF_EACH_SHAPE);
  const result = await running.service.ask('call', {
    file: 'is-leaking.ts',
    name: 'isLeaking',
    calls: drawn.map(({ samples }) => [samples]),
  });
  const help = say`\`isLeaking\` could not be called on a series. It has to be exported from \`is-leaking.ts\`.`;
  facts.require('judges-series', result.error === null, () =>
    uncallable(context, result.error ?? '', say`true or false`, help),
  );
  const wrong = drawn.filter(({ leaking }, index) => result.values[index] !== leaking);
  const [example] = wrong;
  facts.require('judges-series', example === undefined, () => ({
    expected: say`${drawn.length} of ${drawn.length} series judged right`,
    actual: say`${drawn.length - wrong.length}; wrong on: ${[...new Set(wrong.map(({ shape }) => shape))].join(', ')}`,
    help: example === undefined ? '' : explain(example),
  }));
  facts.holds('judges-series');
}

function explain({ shape, leaking, samples }: Series): string {
  const drawn = sketch(samples.map(({ count }) => count));
  const example = leaking
    ? say`For example this one (${shape}), which leaks: ${drawn}.`
    : say`For example this one (${shape}), which does not leak: ${drawn}.`;
  return say`${example} Look at these floors, once the service is warm: do they still rise at the end?`;
}

/** The floor of each sixth of the series. */
function sketch(counts: readonly number[]): string {
  const size = counts.length / 6;
  const floors = Array.from({ length: 6 }, (_, part) => Math.min(...counts.slice(part * size, (part + 1) * size)));
  return say`the lowest counts of each 20 s are ${floors.join(', ')}`;
}
