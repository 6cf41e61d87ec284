import {
  type CheckContext,
  CountRoute,
  checkCount,
  checkResources,
  defineChecker,
  type RunningService,
  type Stage,
  say,
} from '../../scripts/checker/index.ts';
import { judgesSeries } from './check/judges-series.ts';

const ORDERS = 5;
const WATCHERS = 3;
const CLIENTS = 20;
/** Clients of the run, one each 80 ms. */
const WATCHING = 50;
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

async function workStillDone(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const { service } = running;
  const expected = Array.from({ length: ORDERS }, (_, index) => `order${index}-${seed}`);
  const asked = async (source: string): Promise<string[]> => (await service.ask('calls', source)).map(({ id }) => id);
  // One after the other is right, too: then each mail is asked for when the one before it has gone.
  for (let look = 0; look < LOOKS; look++) {
    await service.ask('release', { source: 'mail', id: null });
    const done = await asked('ledger');
    if (expected.every((id) => done.includes(id))) break;
  }
  for (const source of ['mail', 'ledger']) {
    const ids = await asked(source);
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
  await oneOfTwoStays(context, running);
  facts.holds('work-still-done');
}

/** Two clients watch the same delivery, and one of them leaves. */
async function oneOfTwoStays({ facts, seed }: CheckContext, running: RunningService): Promise<void> {
  const id = `shared-${seed}`;
  const leaves = running.client.open(`/progress?id=${id}`);
  const stays = running.client.open(`/progress?id=${id}`);
  for (const stream of [leaves, stays]) await stream.until(() => stream.status !== 0 || stream.ended);
  const { underWay } = await running.service.ask('seen', null);
  leaves.leave();
  for (let look = 0; look < LOOKS && (await running.service.ask('seen', null)).underWay >= underWay; look++);
  await released(running, 'update', id);
  const shown = await stays.until(() => stays.text !== '' || stays.ended);
  facts.require('work-still-done', shown && !stays.ended, () => ({
    expected: say`the next update, for the one of two clients that stays`,
    actual: stays.ended ? say`its response was ended` : say`nothing`,
    help: say`Two clients may watch the same delivery. When one of them leaves, end only what was started for that one.`,
  }));
  stays.leave();
}

/** Some leave before the first update, some after it, all before the delivery; some watch the same one. */
async function clientsLeave(running: RunningService): Promise<void> {
  const watched = (index: number): string => `client${index < CLIENTS / 2 ? index : CLIENTS}`;
  const streams = Array.from({ length: CLIENTS }, (_, index) => running.client.open(`/progress?id=${watched(index)}`));
  await Promise.all(streams.map((stream) => stream.until(() => stream.status !== 0 || stream.ended)));
  for (const [index, stream] of streams.entries()) {
    if (index % 2 === 0) continue;
    await released(running, 'update', watched(index));
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
