/**
 * Clients that watch deliveries. What each has to see is a pure function of what happened since it came: each update once,
 * as it happens, and an end after the last.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type CheckContext,
  EVENTS_TYPE,
  oddIds,
  type RunningService,
  requireNoError,
  requireType,
  say,
  type Visit,
  Visits,
} from '../../../scripts/checker/index.ts';
import { eventsIn } from './events.ts';

/** Updates of the longest delivery. */
const MANY = [20, 30] as const;

/** All happens, one after the other: nothing else can be asked meanwhile. */
export async function deliveriesAreShown(context: CheckContext, running: RunningService): Promise<void> {
  const { seed, random } = context;
  const visits = new Visits(context, running);
  await running.service.ask('still', true);
  const [odd = '', other = ''] = oddIds(random, 1).flat();
  const alone = await watch(context, visits, odd);
  const shared = `shared-${seed}`;
  const [leaves, stays] = [await watch(context, visits, shared), await watch(context, visits, shared)];
  const leaveAt = random.between(0, 1);
  for (let step = 0; step < 2; step++) {
    // What happens may be the same again, and is an update all the same.
    await visits.release('update', alone.id, alone.turns.at(-1)?.[0]?.value);
    await seesAll(context, visits, alone);
    if (step === leaveAt) await visits.leave(random.number() < 0.5 ? leaves : stays);
    await visits.release('update', shared);
    for (const visit of visits.of(shared)) await seesAll(context, visits, visit);
  }
  for (let step = random.between(...MANY); step > 0; step--) {
    await visits.release('update', alone.id);
    await seesAll(context, visits, alone);
  }
  const late = await watch(context, visits, other);
  for (const { id } of [alone, ...visits.of(shared), late]) {
    await visits.release('delivered', id);
    for (const visit of visits.of(id)) await ends(context, visits, visit);
  }
  // What the feed had asked for before is nobody's any more.
  await running.service.ask('release', { source: 'update', id: shared });
  // The same delivery once more, for somebody who comes later.
  const again = await watch(context, visits, shared);
  await visits.release('update', shared);
  await seesAll(context, visits, again);
  again.stream.leave();
  await running.service.ask('still', false);
  await running.idle();
}

/** A client that is there: its response has begun, and the feed knows of it. */
async function watch(context: CheckContext, visits: Visits, id: string): Promise<Visit> {
  const { facts } = context;
  const visit = visits.open(`/progress?id=${encodeURIComponent(id)}`, id);
  const { stream } = visit;
  const begun = await visits.soon(() => stream.status !== 0 || stream.ended);
  requireNoError(context, 'work-still-done', { status: stream.status, body: stream.text }, 'GET /progress');
  facts.require('work-still-done', begun && stream.status === 200 && !stream.ended, () => ({
    expected: say`a response that begins at once, before the first update`,
    actual: stream.ended ? say`its response was ended` : begun ? say`status ${stream.status}` : say`nothing`,
    help: say`\`GET /progress\` sends its headers as soon as it is asked, and each update as it happens: whoever watches can tell a slow delivery from a dead service.`,
  }));
  requireType(context, 'work-still-done', stream.type, EVENTS_TYPE, 'GET /progress');
  return visit;
}

async function seesAll(context: CheckContext, visits: Visits, visit: Visit): Promise<void> {
  const { facts } = context;
  const { stream, turns } = visit;
  const expected = turns.flat().map(({ value }) => value);
  await visits.soon(() => eventsIn(stream.text).length >= expected.length || stream.ended);
  facts.require('work-still-done', !stream.ended && isDeepStrictEqual(eventsIn(stream.text), expected), () => ({
    expected: say`${expected.length} update(s), each once and when it happens`,
    actual: stream.ended ? say`its response was ended` : stream.text || say`nothing (status ${stream.status})`,
    help:
      visits.all.filter(({ id }) => id === visit.id).length > 1
        ? say`Two clients may watch the same delivery, at the same time or one after the other. When one of them leaves, end only what was started for that one.`
        : say`\`GET /progress\` has to send each update to a client that stays, as \`data: …\` and an empty line.`,
  }));
}

async function ends({ facts }: CheckContext, visits: Visits, { stream, turns }: Visit): Promise<void> {
  const expected = turns.flat().map(({ value }) => value);
  const ended = await visits.soon(() => stream.ended);
  facts.require('work-still-done', ended && isDeepStrictEqual(eventsIn(stream.text), expected), () => ({
    expected: say`${expected.length} update(s), then the end of the response`,
    actual: ended ? stream.text : say`the response does not end after the last update`,
    help: say`The last update is sent as well, and ends the response of \`GET /progress\`.`,
  }));
}
