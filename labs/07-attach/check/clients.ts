/** The load: clients of whom most leave, at either wait, and whose parcels are never scanned any more. */
import { type CheckContext, type RunningService, say, Visits } from '../../../scripts/checker/index.ts';
import { answered } from './answers.ts';
import { CARRIER, pathOf, scan } from './scans.ts';

/** As many leave before their parcel is found, as many after that, as many stay. Of the first, half are found last of all. */
const OF_EACH = 20;
export const LEAVING = 2 * OF_EACH;
export const STAYING = OF_EACH;

/** Decides `load-answers`. */
export async function comeAndLeave(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { facts, random, seed } = context;
  const { service } = running;
  await service.ask('hold', [CARRIER]);
  const visits = new Visits(context, running);
  const ids = Array.from({ length: LEAVING + STAYING }, (_, index) => `${name}${index}-${seed}`);
  const opened = random.shuffle(await visits.openAll(ids, pathOf));
  await visits.soon(async () => {
    const asked = new Set((await service.ask('calls', CARRIER)).map(({ id }) => id));
    return ids.every((id) => asked.has(id));
  });
  await leave(opened.slice(0, OF_EACH));
  const last = opened.slice(0, OF_EACH / 2);
  for (const { id } of opened.slice(last.length)) await visits.release(CARRIER, id);
  await leave(opened.slice(OF_EACH, LEAVING));
  const staying = opened.slice(LEAVING);
  for (const { id } of staying) await scan(running, id, `place-${id}`);
  for (const visit of staying) await answered(context, visits, visit, `place-${visit.id}`, 'load-answers');
  for (const { id } of last) await visits.release(CARRIER, id);
  await service.ask('free', [CARRIER]);
  await running.idle();
  const { body } = await running.get('/clients');
  facts.require('load-answers', body === '0', () => ({
    expected: 0,
    actual: body,
    help: say`All clients were answered or have left, and \`/clients\` has to tell so.`,
  }));
  facts.holds('load-answers');

  async function leave(some: typeof opened): Promise<void> {
    const { underWay } = await service.ask('seen', null);
    for (const visit of some) {
      visit.left = true;
      visit.stream.leave();
    }
    await visits.soon(async () => (await service.ask('seen', null)).underWay <= underWay - some.length);
  }
}
