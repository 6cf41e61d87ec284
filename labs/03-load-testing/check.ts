import autocannon from 'autocannon';
import {
  type CheckContext,
  checkCount,
  checkResources,
  defineChecker,
  type RunningService,
  repeatable,
  type Stage,
  say,
} from '../../scripts/checker/index.ts';
import { loadPrices, tryPrices } from './check/price.ts';
import { tryQueries } from './check/query.ts';
import { loadReports, tryReports } from './check/report.ts';
import { checkScript, startScript } from './check/script.ts';
import { CONNECTIONS, REQUESTS } from './check/size.ts';
import { anHourInTheQueue, stayInQueue } from './check/stays.ts';

/** Milliseconds between two loads of the run: what is left by then is there to stay. */
const REST = 600;

const SIZE = say`${REQUESTS.toLocaleString('en')} requests`;

export default defineChecker({
  facts: [
    { id: 'starts', title: say`the service starts and listens` },
    { id: 'other-routes', title: say`the other routes still answer` },
    { id: 'thousand-requests', title: say`your script sends ${SIZE} to each route` },
    { id: 'hundred-at-once', title: say`${CONNECTIONS} of them at once` },
    { id: 'samples', title: say`it takes the count before, while and after the load runs` },
    { id: 'judges-unseen', title: say`it is right about services that it has not seen` },
    { id: 'price-in-time', title: say`\`/price\` answers the price, or 503 when time is up` },
    { id: 'count-route-agrees', title: say`\`/_count\` tells the task count` },
    { id: 'four-readers', title: say`\`/report\` reads for four at a time, and for none that has gone` },
    { id: 'load-answers', title: say`${SIZE}, ${CONNECTIONS} at once, are answered right by both` },
    { id: 'same-process', title: say`the same process serves from start to end` },
    { id: 'count-returns-to-baseline', title: say`the task count returns to its baseline` },
    { id: 'resources', title: say`no timer or connection is left behind instead` },
    { id: 'who-stays', title: say`clients that stay get their reports, however long they wait` },
  ],
  async check(context) {
    const host = startScript(context);
    const running = await context.startService();
    await otherRoutes(context, running, 'first');

    context.progress(say`your script, on services that it has not seen`);
    const staying = await stayInQueue(context, running);
    await checkScript(context, host);
    await staying.serve();

    context.progress(say`a few requests`);
    await running.takeBaseline();
    await tryPrices(context, running);
    await tryReports(context, running);
    staying.require(context, 'four-readers');
    context.facts.holds('four-readers');

    context.progress(say`${SIZE} to \`/price\` and to \`/report\``);
    const putOn = repeatable(context, (same, name) => load(same, running, name));
    await putOn('first');
    await sameProcess(context, running);

    context.progress(say`settling`);
    const again = { again: putOn, requests: REQUESTS };
    const settled = await checkCount(context, running, 'count-returns-to-baseline', again);
    await checkResources(context, running, settled, 'resources', again);
    context.facts.holds('resources');
    await anHourInTheQueue(context, running);
  },
  run: {
    title: say`${SIZE} to each route, ${CONNECTIONS} at once, by clients that wait for a second`,
    play: loadEachRoute,
  },
});

async function loadEachRoute(stage: Stage): Promise<void> {
  const running = await stage.startService();
  await stage.watch(running.service);
  for (const route of ['/query', '/price', '/report']) {
    const url = running.origin + route;
    await autocannon({ url, amount: REQUESTS, connections: CONNECTIONS, timeout: 1, sampleInt: 20 });
    await stage.pause(REST);
  }
}

async function otherRoutes(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { facts } = context;
  const health = await running.get('/health');
  facts.require('other-routes', health.status === 200 && health.body === 'ok', () => ({
    expected: 'ok',
    actual: health.failure ?? `${health.status} ${health.body}`,
    help: say`\`GET /health\` has to answer \`ok\`, as in the starter.`,
  }));
  await tryQueries(context, running, name);
  facts.holds('other-routes');
}

async function load(context: CheckContext, running: RunningService, name: string): Promise<void> {
  await loadPrices(context, running, name);
  await loadReports(context, running, name);
  context.facts.holds('load-answers');
  // The other routes are to leave nothing behind either.
  await otherRoutes(context, running, `${name}-after`);
}

async function sameProcess({ facts }: CheckContext, running: RunningService): Promise<void> {
  const { handled } = await running.service.ask('seen', null);
  facts.require('same-process', handled >= 2 * REQUESTS, () => ({
    expected: say`${2 * REQUESTS} requests seen by the process that was started, or more`,
    actual: handled,
    help: say`The service has to answer in its own process: elsewhere its tasks can not be counted.`,
  }));
  facts.holds('same-process');
}
