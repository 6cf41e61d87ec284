/**
 * Clients with ids of all kinds, some the same, of which some leave. What is right is a pure function of what the carrier
 * has said so far: nothing before the next scan of the parcel, and then the parcel with that scan.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type CheckContext,
  JSON_TYPE,
  oddIds,
  type RunningService,
  requireNoError,
  requireType,
  say,
  type Visit,
  Visits,
} from '../../../scripts/checker/index.ts';
import { answersWith, CARRIER, pathOf, scan } from './scans.ts';

/** Decides `asks-for-itself`, `clients-told`, `answers-when-it-moves` and `failure-told`. */
export async function answersRight(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random, seed } = context;
  await running.service.ask('hold', [CARRIER]);
  const visits = new Visits(context, running);
  const shared = `shared-${seed}`;
  const ids = [...oddIds(random, 1).flat(), `alone-${seed}`, `twice-${seed}`, `twice-${seed}`];
  await round(context, running, visits, ids, shared);
  // Whoever kept a parcel or a scan would have it now.
  await round(context, running, visits, [`alone-${seed}`, shared], null);
  for (const id of ['asks-for-itself', 'clients-told', 'answers-when-it-moves']) facts.holds(id);
  await failureTold(context, running, visits);
  await running.service.ask('free', [CARRIER]);
}

/** `shared`: of three clients with this id one leaves before its parcel is found, one after that. */
async function round(
  context: CheckContext,
  running: RunningService,
  visits: Visits,
  ids: readonly string[],
  shared: string | null,
): Promise<void> {
  const { random } = context;
  const three = shared === null ? [] : [shared, shared, shared];
  const all = random.shuffle([...ids, ...three]);
  const before = new Map<string, number>();
  for (const id of new Set(all)) {
    before.set(id, await visits.asked(CARRIER, id));
    // Nobody waits yet: this scan is none of theirs.
    await scan(running, id, 'early');
  }
  const opened = await visits.openAll(all, pathOf);
  for (const [id, asked] of before) await asksForItself(context, visits, opened, id, asked);
  await clientsTold(context, running, visits, opened.length);

  const [early, late] = opened.filter(({ id }) => id === shared);
  if (early !== undefined) await visits.leave(early);
  for (const id of random.shuffle([...before.keys()])) await visits.release(CARRIER, id);
  await notBefore(context, running, opened);
  if (late !== undefined) await visits.leave(late);
  await notBefore(context, running, opened);
  await clientsTold(context, running, visits, opened.filter(({ left }) => !left).length);

  for (const id of random.shuffle([...before.keys()])) {
    const place = random.text();
    await scan(running, id, place, 'later');
    for (const visit of opened) if (visit.id === id && !visit.left) await answered(context, visits, visit, place);
    await notBefore(
      context,
      running,
      opened.filter((visit) => !visit.stream.ended),
    );
  }
  await clientsTold(context, running, visits, 0);
}

async function asksForItself(
  { facts }: CheckContext,
  visits: Visits,
  opened: readonly Visit[],
  id: string,
  before: number,
): Promise<void> {
  const due = opened.filter((visit) => visit.id === id).length;
  await visits.soon(async () => (await visits.asked(CARRIER, id)) - before >= due);
  const actual = (await visits.asked(CARRIER, id)) - before;
  facts.require('asks-for-itself', actual === due, () => ({
    expected: due,
    actual,
    help: say`So often was the carrier asked for the id \`${id}\`. Each request asks for its parcel, once and with its own id, also where the same was asked before or is being asked.`,
  }));
}

async function clientsTold(
  { facts }: CheckContext,
  running: RunningService,
  visits: Visits,
  due: number,
): Promise<void> {
  let told = '';
  await visits.soon(async () => {
    told = (await running.get('/clients')).body;
    return told === String(due);
  });
  facts.require('clients-told', told === String(due), () => ({
    expected: due,
    actual: told.slice(0, 200),
    help: say`\`GET /clients\` has to tell how many clients of \`/moved\` are there: those who came, less those who were answered or have left.`,
  }));
}

/** Answers that were sent would have come by the second turn. */
async function notBefore({ facts }: CheckContext, running: RunningService, visits: readonly Visit[]): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await running.get('/health');
  const early = visits.find(({ stream, left }) => stream.ended && !left);
  facts.require('answers-when-it-moves', early === undefined, () => ({
    expected: say`no answer before the parcel is scanned`,
    actual: `${early?.stream.status} ${early?.stream.text.slice(0, 200)}`,
    help: say`The client with the id \`${early?.id}\` waits for the next scan of its own parcel. What was scanned before, what belongs to somebody else, and who else has left end nothing.`,
  }));
}

export async function answered(
  context: CheckContext,
  visits: Visits,
  visit: Visit,
  place: string,
  fact = 'answers-when-it-moves',
): Promise<void> {
  const { facts } = context;
  const { stream, id } = visit;
  await visits.soon(() => stream.ended);
  requireNoError(context, fact, { status: stream.status, body: stream.text }, 'GET /moved');
  const right = answersWith(visit, place);
  facts.require(fact, stream.status === 200 && right.some((answer) => isJson(stream.text, answer)), () => ({
    expected: right[0],
    actual: stream.ended ? `${stream.status} ${stream.text.slice(0, 300)}` : say`no answer`,
    help: stream.ended
      ? say`Asked for the id \`${id}\`. The answer is what the carrier says of the parcel, and the first scan that came.`
      : say`The parcel with the id \`${id}\` was scanned, and a client that waits for it was not told. Others who waited for the same may have left.`,
  }));
  requireType(context, fact, stream.type, JSON_TYPE, 'GET /moved');
}

async function failureTold(context: CheckContext, running: RunningService, visits: Visits): Promise<void> {
  const { facts, seed } = context;
  const id = `fails-${seed}`;
  const [visit] = await visits.openAll([id], pathOf);
  await visits.soon(async () => (await visits.asked(CARRIER, id)) > 0);
  await running.service.ask('release', { source: CARRIER, id, error: 'closed' });
  await visits.soon(() => visit?.stream.ended === true);
  facts.require('failure-told', visit?.stream.status === 500, () => ({
    expected: 500,
    actual: visit?.stream.status || say`no answer`,
    help: say`The carrier failed, and the client is still there: an error that has nothing to do with who leaves is told, as in the starter.`,
  }));
  await clientsTold(context, running, visits, 0);
  facts.holds('failure-told');
}

function isJson(text: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}
