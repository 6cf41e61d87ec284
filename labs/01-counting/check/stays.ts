/** Who stays sees the next update, and what was begun is done, however late it comes. */
import { type CheckContext, type RunningService, say, Visits } from '../../../scripts/checker/index.ts';
import { eventsIn } from './events.ts';
import { isJson } from './orders.ts';

/** The last that is done with a service: it is an hour older then. Decides `who-stays`. */
export async function whoStays({ facts, seed, ...context }: CheckContext, running: RunningService): Promise<void> {
  const { service } = running;
  const id = `stays-${seed}`;
  await service.ask('hold', ['mail', 'update', 'delivered', 'report']);
  const visits = new Visits(context, running);
  const [watcher, reader] = [visits.open(`/progress?id=${id}`, id), visits.open(`/report?id=${id}`, id)];
  await running.post(`/orders?id=${id}`);
  await visits.soon(async () => {
    for (const source of ['update', 'report', 'mail']) if ((await visits.asked(source, id)) === 0) return false;
    return watcher.stream.status !== 0;
  });
  await service.ask('hour', null);
  const [update] = await service.ask('release', { source: 'update', id });
  const [report] = await service.ask('release', { source: 'report', id });
  await service.ask('release', { source: 'mail', id });
  const late = say`An hour had passed, by the clock of your timers, when this came. A client that stays is not sent away, however long it waits.`;
  await visits.soon(() => eventsIn(watcher.stream.text).length > 0 || watcher.stream.ended);
  facts.require('who-stays', eventsIn(watcher.stream.text)[0] === update?.value && !watcher.stream.ended, () => ({
    expected: say`the next update, for who still watches`,
    actual: watcher.stream.ended ? say`its response was ended` : say`nothing`,
    help: late,
  }));
  await visits.soon(() => reader.stream.ended);
  facts.require('who-stays', isJson(reader.stream.text, report), () => ({
    expected: say`the report`,
    actual: `${reader.stream.status} ${reader.stream.text.slice(0, 200)}`,
    help: late,
  }));
  facts.require('who-stays', await visits.soon(async () => (await visits.asked('ledger', id)) === 1), () => ({
    expected: say`an order that is booked`,
    actual: say`it is not`,
    help: late,
  }));
  for (const { stream } of visits.all) stream.leave();
  facts.holds('who-stays');
}
