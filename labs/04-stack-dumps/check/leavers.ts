/** Clients that leave while a route waits for its source: what was started for them has to end, too. */
import type { RunningService } from '../../../scripts/checker/index.ts';
import { until } from './until.ts';

/** Where the routes wait: after the first page of a search, and for the second of two tables. */
const WAITS = [
  { route: 'search', source: 'page 2' },
  { route: 'query', source: 'orders' },
];
/** Without the third table the second is needed. */
const HELD = ['page 2', 'orders', 'tags'];
const CLIENTS = 5;

/** Some for each route; they leave together, and then the sources answer. */
export async function clientsLeave(running: RunningService, round: string): Promise<void> {
  const { service, client } = running;
  await service.ask('hold', HELD);
  const clients = WAITS.flatMap(({ route }) =>
    Array.from({ length: CLIENTS }, (_, index) => ({ route, id: `leaves-${route}${index}-${round}` })),
  );
  const streams = clients.map(({ route, id }) => client.open(`/${route}?id=${id}`));
  await until(async () => {
    const asked = new Set<string>();
    for (const { source } of WAITS) for (const { id } of await service.ask('calls', source)) asked.add(id);
    return clients.every(({ id }) => asked.has(id));
  });
  const { underWay } = await service.ask('seen', null);
  for (const stream of streams) stream.leave();
  await until(async () => (await service.ask('seen', null)).underWay <= underWay - clients.length);
  await service.ask('free', HELD);
}
