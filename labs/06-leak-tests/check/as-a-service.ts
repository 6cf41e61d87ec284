/** The learner's handlers as a service, as they are in production: no test runs there, and nothing tells that they are judged. */
import { isDeepStrictEqual } from 'node:util';
import {
  type CheckContext,
  checkCount,
  checkResources,
  JSON_TYPE,
  NO_ID,
  oddIds,
  type RunningService,
  requireNoError,
  requireType,
  say,
  Visits,
} from '../../../scripts/checker/index.ts';

const TABLES = ['users', 'orders', 'tags'];
/** What goes on behind an answer. */
const BEHIND = ['audit', 'renewal'];
/** Clients at one time, of whom one in so many leaves. */
const CLIENTS = [52, 68] as const;
const LEAVES = 3;
/** Purchases whose audits are not written yet. */
const PURCHASES = [40, 60] as const;

type Answer = [status: number, body: unknown];

/** Each way through the handlers with ids of all kinds, while nothing behind an answer comes to an end. Decides nothing where all is right. */
export async function answersAsService(context: CheckContext, running: RunningService): Promise<void> {
  const { random, seed } = context;
  const { service } = running;
  const users = [...oddIds(random, 1).flat(), ...NO_ID];
  const items = [...users];
  await service.ask('hold', BEHIND);
  await service.ask('still', true);
  await answers(context, running, '/report?id=', 'annual', [200, ['1. income', '2. expenses', '3. outlook']]);
  for (const id of users) {
    await answers(context, running, '/query?id=', id, [200, isTwoRowsOf(id)]);
    await answers(context, running, '/report?id=', id, [404, { error: 'no such report' }]);
    await answers(context, running, '/purchase?item=', id, [202, { item: id }]);
    await answers(context, running, '/login?user=', id, [200, { user: id }]);
  }
  for (let index = random.between(...PURCHASES); index > 0; index--) {
    const item = `${seed}-item${index}`;
    await answers(context, running, '/purchase?item=', item, [202, { item }]);
    items.push(item);
  }
  await service.ask('still', false);
  for (const [source, wanted] of [
    ['audit', items],
    ['renewal', users],
  ] as const) {
    const asked = async (): Promise<string[]> => (await service.ask('calls', source)).map(({ id }) => id);
    await new Visits(context, running).soon(async () => (await asked()).length >= wanted.length);
    const found = await asked();
    context.facts.require('handlers-answer', isDeepStrictEqual(found.toSorted(), wanted.toSorted()), () => ({
      expected: say`one ${source} for each of ${wanted.length} requests, for what was asked`,
      actual: say`${found.length}, for ${[...new Set(found)].slice(0, 5).join(', ')} …`,
      help: say`What is begun behind an answer stays as well: once for each request, and for just what was asked.`,
    }));
  }
  await service.ask('free', BEHIND);
}

/** What is left of many clients at one time. Decides nothing where it is nothing. */
export async function leavesNothingAsService(
  context: CheckContext,
  running: RunningService,
  fact: string,
): Promise<void> {
  const clients = context.random.between(...CLIENTS);
  const load = {
    again: (name: string) => manyAtOnce(context, running, name, clients),
    requests: clients,
    about: say`Under the tests nothing stayed; of the same handlers as a service, where no test runs, something does.`,
  };
  await load.again('first');
  const settled = await checkCount(context, running, fact, load);
  await checkResources(context, running, settled, fact, load);
}

async function answers(
  context: CheckContext,
  running: RunningService,
  route: string,
  id: string,
  right: Answer,
): Promise<void> {
  const { facts } = context;
  const reply = await running.get(route + encodeURIComponent(id));
  const [status, body] = right;
  const given = readJson(reply.body);
  requireNoError(context, 'handlers-answer', reply, `GET ${route}…`);
  const isRight = typeof body === 'function' ? body(given) === true : isDeepStrictEqual(given, body);
  facts.require('handlers-answer', reply.status === status && isRight, () => ({
    expected: `${status} ${typeof body === 'function' ? say`two rows of this id` : JSON.stringify(body)}`,
    actual: reply.failure ?? `${reply.status} ${reply.body.slice(0, 200)}`,
    help: say`\`${route}…\` of the handlers as a service, asked for the id \`${id}\`. What they answer stays, whatever is asked for, and however much goes on behind earlier answers.`,
  }));
  requireType(context, 'handlers-answer', reply.type, JSON_TYPE, `GET ${route}…`);
}

function isTwoRowsOf(id: string): (body: unknown) => boolean {
  return (body) =>
    Array.isArray(body) &&
    new Set(body.map((row) => Object(row).source)).size === 2 &&
    body.length === 2 &&
    body.every((row) => Object(row).id === id && TABLES.includes(Object(row).source));
}

async function manyAtOnce(
  context: CheckContext,
  running: RunningService,
  name: string,
  clients: number,
): Promise<void> {
  const { facts, seed } = context;
  const { service } = running;
  const visits = new Visits(context, running);
  const ids = Array.from({ length: clients }, (_, index) => `${seed}-${name}${index}`);
  await service.ask('hold', TABLES);
  const opened = await visits.openAll(ids, (id) => `/query?id=${id}`);
  for (const source of TABLES)
    await visits.soon(async () => {
      const asked = new Set((await service.ask('calls', source)).map(({ id }) => id));
      return ids.every((id) => asked.has(id));
    });
  const staying = opened.filter((_, index) => index % LEAVES !== 0);
  for (const visit of opened) if (!staying.includes(visit)) visit.stream.leave();
  await visits.soon(async () => (await service.ask('seen', null)).underWay <= staying.length);
  await service.ask('free', TABLES);
  await visits.soon(() => staying.every(({ stream }) => stream.ended));
  const answered = staying.filter(({ id, stream }) => stream.status === 200 && isTwoRowsOf(id)(readJson(stream.text)));
  facts.require('handlers-answer', answered.length === staying.length, () => ({
    expected: say`${staying.length} clients of \`query\` answered`,
    actual: answered.length,
    help: say`What holds for one request has to hold for many at once.`,
  }));
  for (const { stream } of staying) stream.leave();
  await running.idle();
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
