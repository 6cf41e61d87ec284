/** Clients that leave while a route waits for its source: what was started for them has to end, too. */
import { type CheckContext, type RunningService, say } from '../../../scripts/checker/index.ts';
import { until } from './until.ts';

/** Where the routes wait: after the first page of a search, and for the second of two tables. */
const WAITS = [
  { route: 'search', source: 'page 2' },
  { route: 'query', source: 'orders' },
];
/** Without the third table the second is needed. */
const HELD = ['page 2', 'orders', 'tags'];
const CLIENTS = [44, 60] as const;
/** One of so many leaves; the others stay, and are answered. */
const LEAVES = 3;

/** Many at one time, one route after the other. Some leave together, and then the sources answer. */
export async function clientsLeave(context: CheckContext, running: RunningService, round: string): Promise<void> {
  for (const wait of WAITS) await leave(context, running, wait, round);
}

async function leave(
  { facts, random }: CheckContext,
  running: RunningService,
  { route, source }: (typeof WAITS)[number],
  round: string,
): Promise<void> {
  const { service, client } = running;
  await service.ask('hold', HELD);
  const ids = Array.from({ length: random.between(...CLIENTS) }, (_, index) => `many-${route}${index}-${round}`);
  const streams = ids.map((id) => client.open(`/${route}?id=${id}`));
  await until(async () => {
    const asked = new Set((await service.ask('calls', source)).map(({ id }) => id));
    return ids.every((id) => asked.has(id));
  });
  const { underWay } = await service.ask('seen', null);
  const leaving = streams.filter((_, index) => index % LEAVES === 0);
  const staying = streams.filter((stream) => !leaving.includes(stream));
  for (const stream of leaving) stream.leave();
  await until(async () => (await service.ask('seen', null)).underWay <= underWay - leaving.length);
  await service.ask('free', HELD);
  await Promise.all(staying.map((stream) => stream.until(() => stream.ended)));
  const answered = staying.filter(({ ended, status }) => ended && status === 200).length;
  facts.require('load-answers', answered === staying.length, () => ({
    expected: say`${staying.length} clients of \`GET /${route}\` answered, who stayed`,
    actual: answered,
    help: say`What holds for one request has to hold for many at once.`,
  }));
  for (const stream of staying) stream.leave();
}
