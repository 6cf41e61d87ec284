/** Clients of `/progress` that leave, at every moment of a delivery; and what the feed knows of them then. */
import {
  type CheckContext,
  idQuery,
  NO_ID,
  oddIds,
  type RunningService,
  say,
  type Visit,
  Visits,
} from '../../../scripts/checker/index.ts';
import { eventsIn } from './events.ts';

/** At one time: of what goes wrong for one of fifty clients, three are among them. */
const CLIENTS = [160, 180] as const;
/** One of three leaves before the first update, one after some, and one at the end of its delivery. */
const MOMENTS = 3;
/** After so many updates, at most. */
const UPDATES = 5;

/** How many come in one load. */
export function howMany({ random }: CheckContext): number {
  return random.between(...CLIENTS);
}

/** Half of them watch the same deliveries; some have odd ids, one at each moment. */
export async function clientsLeave(context: CheckContext, running: RunningService, clients: number): Promise<void> {
  const { facts } = context;
  const visits = new Visits(context, running);
  const odd = [...oddIds(context.random, 1).flat(), ...NO_ID].flatMap((id) =>
    Array.from({ length: MOMENTS }, () => id),
  );
  for (let index = 0; index < clients; index++) {
    const id = odd[index] ?? (index < clients / 2 ? `client${index}` : `all${index % MOMENTS}`);
    visits.open(`/progress?${idQuery(id)}`, id);
  }
  const here = ({ stream }: Visit): boolean => stream.status !== 0 || stream.ended;
  await visits.soon(() => visits.all.every(here));
  const refused = visits.all.find(({ stream }) => stream.status !== 200);
  facts.require('work-still-done', refused === undefined, () => ({
    expected: say`${clients} responses that begin at once`,
    actual: refused?.stream.status === 0 ? say`nothing` : say`status ${refused?.stream.status}`,
    help: say`However many watch at \`GET /progress\`, each of them is shown its delivery.`,
  }));
  const [waiting = [], updated = [], delivered = []] = Array.from({ length: MOMENTS }, (_, moment) =>
    visits.all.filter((_visit, index) => index % MOMENTS === moment),
  );
  // The first ones leave while all are there.
  for (const { stream } of waiting) stream.leave();
  await updateSome(visits, updated);
  for (const id of new Set(delivered.map((visit) => visit.id))) await visits.release('delivered', id);
  await visits.soon(() => delivered.every(({ stream }) => stream.text !== '' || stream.ended));
  for (const { stream } of visits.all) stream.leave();
  await running.idle();
}

/** One update for some of their deliveries, two for others, and so on. */
async function updateSome(visits: Visits, updated: readonly Visit[]): Promise<void> {
  const ids = [...new Set(updated.map(({ id }) => id))];
  for (let update = 1; update <= UPDATES; update++) {
    const due = new Set(ids.filter((_id, index) => 1 + (index % UPDATES) >= update));
    for (const id of due) await visits.release('update', id);
    const seen = ({ id, stream }: Visit): boolean =>
      !due.has(id) || stream.ended || eventsIn(stream.text).length >= update;
    await visits.soon(() => updated.every(seen));
  }
}

/**
 * A channel that is closed ends the loop that reads it; the feed does not know that, and follows the delivery for ever.
 * So for a client that left before the first update, between two, or stayed to the end. `atRest`: the count without clients.
 */
export async function feedIsLeft(context: CheckContext, running: RunningService, atRest: number): Promise<void> {
  for (const updates of [0, 1])
    await isLeft(context, running, atRest, `left${updates}-${context.seed}`, async (visits, visit) => {
      if (updates > 0) await visits.release('update', visit.id);
      await visits.soon(() => updates === 0 || visit.stream.text !== '' || visit.stream.ended);
      await visits.leave(visit);
    });
  await isLeft(context, running, atRest, `to-the-end-${context.seed}`, async (visits, visit) => {
    await visits.release('delivered', visit.id);
    await visits.soon(() => visit.stream.ended);
    visit.stream.leave();
  });
}

async function isLeft(
  { facts, ...context }: CheckContext,
  running: RunningService,
  atRest: number,
  id: string,
  end: (visits: Visits, visit: Visit) => Promise<void>,
): Promise<void> {
  const { service } = running;
  const visits = new Visits(context, running);
  const visit = visits.open(`/progress?id=${id}`, id);
  await visits.soon(() => visit.stream.status !== 0 || visit.stream.ended);
  await end(visits, visit);
  await running.idle();
  // Who looks now and then whether its client is there is as right as who is told.
  await visits.soon(async () => (await service.ask('count', null)).count <= atRest);
  const before = await visits.asked('update', id);
  await visits.release('update', id);
  await running.idle();
  const after = await visits.asked('update', id);
  facts.require('resources', after === before, () => ({
    expected: say`a feed that follows no delivery whose clients have gone`,
    actual: say`it asks for the next update`,
    help: say`Whoever subscribes has to unsubscribe, whether it leaves or stays to the end: the feed still holds the channel of a client that has gone, and sends to it.`,
  }));
}
