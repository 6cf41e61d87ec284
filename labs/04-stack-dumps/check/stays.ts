/** Who stays is answered, however late the sources answer. */
import { type CheckContext, type RunningService, say, type Visit, Visits } from '../../../scripts/checker/index.ts';

/** What each route needs for its answer. */
const NEEDS: { [route: string]: string[] } = {
  report: ['report'],
  price: ['near'],
  query: ['users', 'orders'],
  stock: ['stock'],
  search: ['page 1', 'page 2', 'page 3'],
  delivered: ['delivered'],
};
const HELD = [...new Set(Object.values(NEEDS).flat()), 'tags', 'far'];

/** The last that is done with a service: it is an hour older then. Decides `who-stays`. */
export async function whoStays(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  await running.service.ask('hold', HELD);
  const visits = new Visits(context, running);
  const clients = Object.entries(NEEDS).map(([route, needs]): [string, string[], Visit] => {
    const id = `stays-${route}-${seed}`;
    return [route, needs, visits.open(`/${route}?id=${id}`, id)];
  });
  for (const [, [first = ''], { id }] of clients) await visits.soon(async () => (await visits.asked(first, id)) > 0);
  await running.service.ask('hour', null);
  for (const [route, needs, { id, stream }] of clients) {
    const early = stream.ended;
    for (const source of needs) {
      await visits.soon(async () => stream.ended || (await visits.asked(source, id)) > 0);
      await visits.release(source, id);
    }
    await visits.soon(() => stream.ended);
    facts.require('who-stays', !early && stream.status === 200 && stream.ended, () => ({
      expected: say`\`GET /${route}\` answered, when its source has`,
      actual: stream.ended ? `${stream.status} ${stream.text.slice(0, 200)}` : say`no answer`,
      help: say`Its source took an hour, by the clock of your timers. A client that stays is not sent away, however long it waits.`,
    }));
  }
  facts.holds('who-stays');
}
