/** Clients that go away at every moment of their request; then all sources answer. */
import type { CheckContext, RunningService } from '../../../scripts/checker/index.ts';
import { idQuery, NO_ID, oddIds, Visits } from '../../../scripts/checker/index.ts';
import { SOURCES } from './sources.ts';

/** As many as this leave before the first row, and as many between the first and the second. */
const OF_EACH = 20;
export const LEAVING = 2 * OF_EACH;

export async function clientsLeave(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { service } = running;
  const visits = new Visits(context, running);
  await service.ask('hold', SOURCES);
  const odd = oddIds(context.random, 2);
  for (const [half, ids] of odd.entries()) {
    for (let index = 0; index < OF_EACH; index++) {
      // Of those with an empty id there are some.
      const id = [...ids, NO_ID[half], NO_ID[half]][index] ?? `${name}-leaves${half}-${index}-${context.seed}`;
      visits.open(`/query?${idQuery(id)}`, id);
    }
  }
  await visits.soon(async () => {
    for (const source of SOURCES) {
      const asked = new Set((await service.ask('calls', source)).map(({ id }) => id));
      if (!visits.all.every(({ id }) => asked.has(id))) return false;
    }
    return true;
  });
  const [, ...rest] = context.random.shuffle(SOURCES);
  const first = SOURCES.find((source) => !rest.includes(source)) ?? '';
  for (const { id } of visits.all.slice(OF_EACH)) await visits.release(first, id);
  for (const { stream } of visits.all) stream.leave();
  await running.idle();
  for (const source of SOURCES) await service.ask('release', { source, id: null });
  await service.ask('free', SOURCES);
}
