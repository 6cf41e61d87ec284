/** Who stays gets an answer, however late the parcel is found or scanned; of who leaves nothing is left, however late that is. */
import { type CheckContext, type RunningService, say, Visits } from '../../../scripts/checker/index.ts';
import { answered } from './answers.ts';
import { CARRIER, pathOf, scan } from './scans.ts';

/** The last that is done with a service: it is an hour older then. Decides `who-stays`. */
export async function whoStays(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const { count } = await running.service.ask('count', null);
  await running.service.ask('hold', [CARRIER]);
  const visits = new Visits(context, running);
  const [found, notFound, leaves] = [`found-${seed}`, `not-found-${seed}`, `leaves-${seed}`];
  const opened = await visits.openAll([found, notFound, leaves], pathOf);
  for (const { id } of opened) await visits.soon(async () => (await visits.asked(CARRIER, id)) > 0);
  await visits.release(CARRIER, found);
  await running.service.ask('hour', null);
  await running.service.ask('seen', null);
  const early = opened.find(({ stream }) => stream.ended);
  facts.require('who-stays', early === undefined, () => ({
    expected: say`no answer, and a client that waits`,
    actual: `${early?.stream.status} ${early?.stream.text.slice(0, 200)}`,
    help: say`An hour passed, by the clock of your timers, and the parcel did not move. A client that stays is not sent away, however long it waits.`,
  }));
  for (const visit of opened) if (visit.id === leaves) await visits.leave(visit);
  for (const id of [notFound, leaves]) await visits.release(CARRIER, id);
  for (const visit of opened) {
    if (visit.left) continue;
    await scan(running, visit.id, 'here');
    await answered(context, visits, visit, 'here', 'who-stays');
  }
  await nothingIsLeft(context, running, visits, count);
  facts.holds('who-stays');
}

/** `before`: tasks before these clients came. */
async function nothingIsLeft(
  { facts }: CheckContext,
  running: RunningService,
  visits: Visits,
  before: number,
): Promise<void> {
  let after = before;
  const isOver = async (): Promise<boolean> => {
    after = (await running.service.ask('count', null)).count;
    return after <= before;
  };
  // Twice as long as anything that is done at once: who looks now and then has the time that the lab grants.
  const settled = (await visits.soon(isOver)) || (await visits.soon(isOver));
  facts.require('count-returns-to-baseline', settled, () => ({
    expected: before,
    actual: after,
    help: say`A client left that had waited for the carrier for an hour. Its task waits on, though nothing is left of those that left sooner.`,
  }));
}
