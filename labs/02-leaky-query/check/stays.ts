/** A client that stays gets its answer, however late the rows come. */
import { type CheckContext, type RunningService, say, Visits } from '../../../scripts/checker/index.ts';
import { sameRows } from './rows.ts';
import { SOURCES } from './sources.ts';
import { allowed } from './walk.ts';

/** The last that is done with a service: it is an hour older then. Decides `who-stays`. */
export async function whoStays(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const id = `stays-${seed}`;
  await running.service.ask('hold', SOURCES);
  const visits = new Visits(context, running);
  const visit = visits.open(`/query?id=${id}`, id);
  await visits.soon(async () => {
    for (const source of SOURCES) if ((await visits.asked(source, id)) === 0) return false;
    return true;
  });
  const [first = '', second = ''] = SOURCES;
  await visits.release(first, id);
  await running.service.ask('hour', null);
  await running.service.ask('seen', null);
  const { stream } = visit;
  const sentAway = stream.ended;
  await visits.release(second, id);
  await visits.soon(() => stream.ended);
  facts.require('who-stays', !sentAway && allowed(visit.turns).some((rows) => sameRows(stream.text, rows)), () => ({
    expected: say`the first two rows, when the second one has come`,
    actual: stream.ended ? `${stream.status} ${stream.text.slice(0, 200)}` : say`no answer`,
    help: say`One row had come, and the other one took an hour, by the clock of your timers. A client that stays is not sent away, however long it waits.`,
  }));
  stream.leave();
  facts.holds('who-stays');
}
