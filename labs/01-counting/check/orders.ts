/** Orders, whose mail and booking follow, and reports. */
import { isDeepStrictEqual } from 'node:util';
import {
  type CheckContext,
  idQuery,
  JSON_TYPE,
  NO_ID,
  oddIds,
  type RunningService,
  requireNoError,
  requireType,
  say,
  Visits,
} from '../../../scripts/checker/index.ts';

/** Times that the count is looked at, for a task that is told to end. */
const LOOKS = 500;
/** Orders under way at once, besides those with odd ids. */
const MANY = [100, 120] as const;

/** The ids of orders: two of them the same, some odd ones, and many. */
export function orderIds({ random, seed }: CheckContext): string[] {
  const many = Array.from({ length: random.between(...MANY) }, (_, index) => `${seed}-many${index}`);
  return random.shuffle([`twice-${seed}`, `twice-${seed}`, ...oddIds(random, 1).flat(), ...NO_ID, ...many]);
}

export async function placeOrder({ facts }: CheckContext, running: RunningService, id: string): Promise<void> {
  const reply = await running.post(`/orders?${idQuery(id)}`);
  facts.require('work-still-done', reply.status === 202, () => ({
    expected: 202,
    actual: reply.failure ?? reply.status,
    help: say`\`POST /orders\` has to answer 202 at once; mail and ledger follow.`,
  }));
}

/** One mail and one booking for each order, also where two have the same id. */
export async function ordersAreDone({ facts }: CheckContext, running: RunningService, ids: string[]): Promise<void> {
  const { service } = running;
  const asked = async (source: string): Promise<string[]> =>
    (await service.ask('calls', source)).map(({ id }) => id).filter((id) => ids.includes(id));
  // One after the other is right, too: then each mail is asked for when the one before it has gone.
  for (let look = 0; look < LOOKS; look++) {
    await service.ask('release', { source: 'mail', id: null });
    if ((await asked('ledger')).length >= ids.length) break;
  }
  for (const source of ['mail', 'ledger']) {
    const found = await asked(source);
    facts.require('work-still-done', isDeepStrictEqual(found.toSorted(), ids.toSorted()), () => ({
      expected: say`one ${source} for each of ${ids.length} orders`,
      actual: say`${source} asked for: ${found.join(', ') || say`none`}`,
      help: say`The background work belongs to the order: it has to be done, once, and to its end.`,
    }));
  }
}

/** Each request reads its own report, also where the same was read before, or is being read. */
export async function reportsAreRead(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random, seed } = context;
  await running.service.ask('hold', ['report']);
  await running.service.ask('still', true);
  const visits = new Visits(context, running);
  const same = `same-${seed}`;
  for (const ids of [[same, ...oddIds(random, 1).flat(), ...NO_ID, same], [same]]) {
    const opened = ids.map((id) => visits.open(`/report?${idQuery(id)}`, id));
    const requests = (id: string): number => visits.all.filter((visit) => visit.id === id).length;
    await visits.soon(async () => {
      for (const id of ids) if ((await visits.asked('report', id)) < requests(id)) return false;
      return true;
    });
    for (const id of new Set(ids)) {
      const asked = await visits.asked('report', id);
      const early = opened.find(({ stream }) => stream.status === 500);
      if (early !== undefined)
        requireNoError(context, 'other-routes', { status: 500, body: early.stream.text }, 'GET /report');
      facts.require('other-routes', asked === requests(id), () => ({
        expected: say`${requests(id)} reports read for the id \`${id}\``,
        actual: asked,
        help: say`\`GET /report\` reads for each request, with its own id, as in the starter.`,
      }));
      await visits.release('report', id);
    }
    for (const { id, stream, turns } of opened) {
      await visits.soon(() => stream.ended);
      const rows = turns.at(-1) ?? [];
      facts.require('other-routes', stream.status === 200 && rows.some((row) => isJson(stream.text, row)), () => ({
        expected: rows[0],
        actual: stream.ended ? `${stream.status} ${stream.text.slice(0, 200)}` : say`no answer`,
        help: say`\`GET /report\`, asked for the id \`${id}\`, has to answer with the row of the report, as in the starter.`,
      }));
      requireType(context, 'other-routes', stream.type, JSON_TYPE, 'GET /report');
    }
  }
  await running.service.ask('free', ['report']);
  await running.service.ask('still', false);
}

export function isJson(text: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}
