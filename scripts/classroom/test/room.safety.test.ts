/**
 * @area The classroom, from inside
 * @promised A learner changes the own row, and nothing else: in labs and facts of the course, in bounded rows, events and bytes, in
 *   the queue at the place of its turn. Who is taken out is out at once.
 * @trusted Who has the code, with one seat and the own state.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { tried } from '../../test/safety/tried.ts';
import { isShort } from '../../test/short.ts';
import { Refusal } from '../protocol/learner.ts';
import { PROTOCOL } from '../protocol/words.ts';
import { Tokens } from '../server/tokens.ts';
import { watchHealth } from '../storage/health.ts';
import { SCHEMA } from '../storage/schema.ts';
import { Store } from '../storage/store.ts';
import { embedded } from './databases.ts';
import {
  bearer,
  COURSE,
  handReport,
  INSTRUCTOR,
  json,
  labReport,
  type TestClassroom,
  testClassroom,
} from './fixture.ts';

const SEATS = 5;
const kind = embedded();
let classroom: TestClassroom;
beforeEach(async () => {
  classroom = await testClassroom(await kind.open(), watchHealth(null), SEATS);
});
afterEach(() => classroom.close());
afterAll(kind.closeAll);

/** Status, and code of a refusal. */
async function answer(response: Response): Promise<[number, string | null]> {
  const body = response.status === 204 ? null : await response.json();
  return [response.status, Refusal.safeParse(body).data?.error ?? null];
}

const join = (): Promise<Response> =>
  classroom.ask('/api/join', json({ protocol: PROTOCOL, code: classroom.code, name: 'x' }));

test('invented labs grow no grid, invented facts no list, and what is right beside them is taken', async ({ task }) => {
  const { token } = await classroom.join('Mallory');
  const before = JSON.stringify(await classroom.snapshot()).length;
  const invented = isShort ? 50 : 550;
  for (let first = 0; first < invented; first += 50) {
    const labs = Array.from({ length: 50 }, (_, index) => labReport({ lab: `${10 + (index % 90)}-x${first + index}` }));
    expect((await classroom.send(token, ...labs)).status).toBe(200);
  }
  await classroom.send(
    token,
    labReport({ fact: 'you-have-been-hacked', hints: 1 }),
    labReport({ lab: '01-counting', fact: 'starts' }),
  );
  const { learners, summary } = await classroom.until(({ learners: [one] }) => one?.cells['01-counting'] !== undefined);
  expect(Object.keys(learners[0]?.cells ?? {}).sort()).toEqual(COURSE.map(({ name }) => name));
  expect(learners[0]?.cells['02-leaky-query']).toMatchObject({ state: 'failing', fact: null, hints: 1 });
  expect(summary.facts.map(({ fact }) => fact)).not.toContain('you-have-been-hacked');
  expect(JSON.stringify(await classroom.snapshot()).length - before).toBeLessThan(2000);
  tried(task, invented + 1);
});

test.skipIf(isShort)(
  'a learner who reports without end is told to slow down, and the rest of the room is heard',
  async () => {
    const [loud, quiet] = [await classroom.join('loud'), await classroom.join('quiet')];
    const many = () => Array.from({ length: 50 }, () => labReport());
    const statuses: number[] = [];
    for (let post = 0; post < 20; post++) statuses.push((await classroom.send(loud.token, ...many())).status);
    expect(statuses.slice(0, 10), 'a day without a network fits').not.toContain(429);
    expect(statuses).toContain(429);
    expect((await classroom.send(quiet.token, labReport())).status).toBe(200);
  },
);

test('of the events of one learner so many are kept, the newest, and the grid goes on', async ({ task }) => {
  const database = await kind.open();
  const store = await Store.open(database);
  const { session } = await store.currentSession();
  const learner = await store.join(session.id, 'busy');
  if (typeof learner === 'string') throw new Error(learner);
  const batches = isShort ? 6 : 11;
  for (let batch = 1; batch <= batches; batch++) {
    const reports = Array.from({ length: 500 }, (_, index) => ({
      learner: learner.id,
      report: labReport({ minutes: batch, hints: index % 2 }),
    }));
    await store.report(reports);
  }
  const [{ count } = { count: 0 }] = await database.query<{ count: number }>(
    `select count(*)::int from ${SCHEMA}.event`,
  );
  expect(count).toBeLessThanOrEqual(2500);
  const history = await store.history(session.id, learner.id);
  expect(history.at(-1)?.minutes).toBe(batches);
  expect((await store.learners(session.id))[0]?.cells['02-leaky-query']?.minutes).toBe(batches);
  await store.report([{ learner: learner.id, report: labReport({ minutes: 99, hints: 2 }) }]);
  expect((await store.history(session.id, learner.id)).at(-1)?.minutes).toBe(99);
  tried(task, batches * 500);
});

test('an age that is claimed brings nobody before those who asked first', async () => {
  const [first, second] = [await classroom.join('first'), await classroom.join('second')];
  await classroom.send(second.token, labReport());
  await classroom.send(first.token, handReport(true));
  await classroom.until(({ summary }) => summary.hands.length === 1);
  await classroom.send(second.token, { ...handReport(true), ageMs: 1e10 });
  await classroom.send(second.token, labReport({ lab: '01-counting', fact: 'starts', ageMs: 1e10 }));
  const { summary, learners } = await classroom.until(
    (seen) => seen.summary.hands.length === 2 && seen.learners[1]?.cells['01-counting'] !== undefined,
  );
  expect(summary.hands).toEqual([first.learner, second.learner]);
  const { cells = {} } = learners[1] ?? {};
  expect(cells['01-counting']?.since, 'not before what was heard of it last').toBeGreaterThanOrEqual(
    cells['02-leaky-query']?.at ?? Number.POSITIVE_INFINITY,
  );
});

test('the seats are as many as are said; one click lets more in, and nobody is thrown out', async () => {
  const [early, ...rest] = await Promise.all(Array.from({ length: SEATS + 7 }, join));
  const statuses = [early, ...rest].map((response) => response?.status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(SEATS);
  expect(await answer(await join())).toEqual([503, 'full']);
  await classroom.steer({ do: 'seats', seats: SEATS + 1 });
  await classroom.until(({ session }) => session.steering.seats === SEATS + 1);
  expect((await join()).status).toBe(200);
  expect(await answer(await join())).toEqual([503, 'full']);
  expect((await classroom.snapshot()).learners.length).toBeLessThanOrEqual(SEATS + 1);
});

test('a door that is locked lets nobody in, and who is in goes on', async () => {
  const { token } = await classroom.join('Ada');
  await classroom.steer({ do: 'lock' });
  await classroom.until(({ session }) => session.steering.locked);
  expect(await answer(await join())).toEqual([503, 'full']);
  expect((await classroom.send(token, labReport())).status).toBe(200);
  await classroom.steer({ do: 'unlock' });
  await classroom.until(({ session }) => !session.steering.locked);
  expect((await join()).status).toBe(200);
});

test('who is taken out, with others, has no token and no stream any more when the answer comes', async ({ task }) => {
  const learners = [await classroom.join('a'), await classroom.join('b'), await classroom.join('c')];
  const streams = await Promise.all(
    learners.map(({ token }) => classroom.ask('/api/learner/stream', { headers: bearer(token) })),
  );
  const ended = streams.map((stream) => stream.text());
  const [a, b, c] = learners.map(({ learner }) => learner);
  if (a === undefined || b === undefined || c === undefined) throw new Error('nobody');
  await classroom.steer({ do: 'remove-many', learners: [a, b] });
  await classroom.steer({ do: 'remove', learner: c });
  for (const { token } of learners)
    expect(await answer(await classroom.send(token, labReport()))).toEqual([401, 'token']);
  for (const heard of await Promise.all(ended)) expect(heard, 'what came until then').toContain('event: room');
  tried(task, learners.length);
});

test('a look at the database that was under way does not bring back who was taken out meanwhile', async () => {
  const found = Promise.withResolvers<{ id: string; session: string; name: string }>();
  const tokens = new Tokens({ learnerOf: () => found.promise });
  const id = randomUUID();
  const asked = tokens.learnerOf('a-token-of-somebody-else', 'here');
  tokens.forget([id]);
  found.resolve({ id, session: 's', name: 'x' });
  await expect(asked).rejects.toThrow('does not know you');
  expect(tokens.known('a-token-of-somebody-else')).toBeNull();
});

test('only labs of the course can be opened and released', async () => {
  for (const lab of ['07-none', '99-x'])
    for (const word of ['open', 'release', 'hold-back'] as const)
      expect(await answer(await classroom.steer({ do: word, lab }))).toEqual([404, 'missing']);
  expect((await classroom.snapshot()).session.steering.released).toEqual([]);
});

test('a dashboard that reads slowly is not cut off, and sees by the numbers that it missed something', async () => {
  const { token } = await classroom.join('Ada');
  const snapshot = await classroom.snapshot();
  await classroom.send(token, labReport());
  const later = await classroom.until(({ number }) => number > snapshot.number);
  expect(later.learners[0]?.cells['02-leaky-query']).toBeDefined();
  const stream = await classroom.ask('/api/instructor/stream', { headers: bearer(INSTRUCTOR) });
  let heard = '';
  const reading = (async () => {
    for await (const piece of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += piece;
  })().catch(() => {});
  await expect.poll(() => heard).toContain('event: snapshot');
  await classroom.send(token, labReport({ hints: 1 }));
  await classroom.send(token, labReport({ hints: 2 }));
  await expect.poll(() => heard).toContain('"hints":2');
  const numbers = [...heard.matchAll(/^data: \{"now":\d+,(?:"after":(\d+),)?"number":(\d+)/gm)];
  expect(numbers.length).toBeGreaterThan(1);
  for (const [index, [, after]] of numbers.slice(1).entries()) expect(after).toBe(numbers[index]?.[2]);
  await classroom.close();
  await reading;
});
