/**
 * Clients with ids of all kinds, some the same, at the same time and one after the other; the sources answer in any order,
 * and some clients leave. What is right is a pure function of the rows that were given so far.
 */
import {
  type CheckContext,
  idQuery,
  JSON_TYPE,
  NO_ID,
  oddIds,
  type Row,
  type RunningService,
  requireNoError,
  requireType,
  say,
  type Visit,
  Visits,
} from '../../../scripts/checker/index.ts';
import { sameRows } from './rows.ts';
import { SOURCES } from './sources.ts';

/** Of so many ids the third row comes right behind the second. */
const AT_THEIR_HEELS = 0.3;

/** What may be answered; nothing before the second row. Of rows that came in one turn, any. */
export function allowed(turns: readonly Row[][]): Row[][] {
  const [first = [], second = []] = turns;
  return first.flatMap((one) => second.map((other) => [one, other]));
}

export async function walk(context: CheckContext, running: RunningService): Promise<void> {
  const { random, seed } = context;
  await running.service.ask('hold', SOURCES);
  // Who waits by the clock for a row that it need not wait for does not answer.
  await running.service.ask('still', true);
  const visits = new Visits(context, running);
  const ids = [...oddIds(random, 1).flat(), ...NO_ID, `alone-${seed}`, `twice-${seed}`, `twice-${seed}`];
  await round(context, visits, ids, `twice-${seed}`);
  // Whoever kept a row would have it now.
  await round(context, visits, [`alone-${seed}`, `twice-${seed}`], null);
  await running.service.ask('still', false);
  await running.service.ask('free', SOURCES);
}

/** All of them ask, and then are answered, row by row. Of those with the id `leaves`, one goes away meanwhile. */
async function round(
  context: CheckContext,
  visits: Visits,
  ids: readonly string[],
  leaves: string | null,
): Promise<void> {
  const { facts, random } = context;
  const opened: Visit[] = [];
  for (const id of random.shuffle(ids)) {
    opened.push(visits.open(`/query?${idQuery(id)}`, id));
    await asksAll(context, visits, id);
  }
  // Each id with its own order; whose turn it is next is chance.
  const steps = new Map([...new Set(ids)].map((id) => [id, random.shuffle(SOURCES)]));
  const leaveAt = random.between(0, 1);
  while (steps.size > 0) {
    const [id, sources] = random.shuffle([...steps])[0] ?? ['', []];
    const there = opened.filter((visit) => visit.id === id && !visit.left);
    if (id === leaves && sources.length === SOURCES.length - leaveAt && there[0] !== undefined)
      await visits.leave(there[0]);
    const early = there.find(({ stream, turns, left }) => !left && turns.length < 2 && stream.ended);
    facts.require('answers-first-two', early === undefined, () => ({
      expected: say`no answer before two rows have come`,
      actual: `${early?.stream.status} ${early?.stream.text.slice(0, 200)}`,
      help: say`The sources had given ${early?.turns.length ?? 0} of the two rows, and the client was answered.`,
    }));
    await visits.release(sources.shift() ?? '', id);
    if (sources.length === 1) {
      // The third may come a turn after the second: it is too late to be in the answer.
      if (random.number() < AT_THEIR_HEELS) await visits.release(sources.shift() ?? '', id);
      for (const visit of there) if (!visit.left) await answersRight(context, visits, visit);
    }
    if (sources.length === 0) steps.delete(id);
  }
  for (const { stream } of opened) stream.leave();
}

/** Each request asks for itself, whatever was asked for before, with its own id. */
async function asksAll({ facts }: CheckContext, visits: Visits, id: string): Promise<void> {
  const requests = visits.all.filter((visit) => visit.id === id).length;
  const asked = async (): Promise<number[]> => Promise.all(SOURCES.map((source) => visits.asked(source, id)));
  await visits.soon(async () => (await asked()).every((count) => count >= requests));
  const counts = await asked();
  facts.require(
    'asks-all-three',
    counts.every((count) => count === requests),
    () => ({
      expected: SOURCES.map((source) => `${source}: ${requests}`).join(', '),
      actual: SOURCES.map((source, index) => `${source}: ${counts[index]}`).join(', '),
      help: say`So often was each source asked for the id \`${id}\`. Each request asks all three for itself, once and with its own id, also where the same was asked before or is being asked.`,
    }),
  );
}

export async function answersRight(context: CheckContext, visits: Visits, visit: Visit): Promise<void> {
  const { facts } = context;
  const { stream, turns, id } = visit;
  await visits.soon(() => stream.ended);
  facts.require('does-not-wait-for-the-third', stream.ended, () => ({
    expected: say`an answer after two rows`,
    actual: say`none, while others wait and ask`,
    help: say`Two sources had answered, and the client still waited: for the third, or for a timer.`,
  }));
  requireNoError(context, 'answers-first-two', { status: stream.status, body: stream.text }, 'GET /query');
  facts.require(
    'answers-first-two',
    stream.status === 200 && allowed(turns).some((rows) => sameRows(stream.text, rows)),
    () => ({
      expected: allowed(turns)[0],
      actual: `${stream.status} ${stream.text.slice(0, 300)}`,
      help: say`Asked for the id \`${id}\`. The answer is a JSON array of the first two rows, as the sources gave them.`,
    }),
  );
  requireType(context, 'answers-first-two', stream.type, JSON_TYPE, 'GET /query');
}
