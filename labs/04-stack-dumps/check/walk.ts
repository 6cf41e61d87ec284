/**
 * Clients with ids of all kinds, some the same, whose sources answer in any order. What is right is a pure function of the
 * rows that were given so far: for each route what it may answer, and nothing before its time.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  type CheckContext,
  idQuery,
  JSON_TYPE,
  NO_ID,
  oddIds,
  type Random,
  type Row,
  type RunningService,
  requireNoError,
  requireType,
  say,
  type Visit,
  Visits,
} from '../../../scripts/checker/index.ts';
import { whoStaysShares } from './sharing.ts';

/** What a route does, as it did it in the starter. */
interface Route {
  path: string;
  sources: string[];
  /** What may be answered after these turns; empty while nothing may. */
  allowed(turns: readonly Row[][]): unknown[];
  /** Those who ask for the same at the same time may share an answer. */
  shared?: boolean;
  /** One source is asked when the one before it has answered; or all at once, which is right, too. */
  inTurn?: boolean;
}

const TABLES = ['users', 'orders', 'tags'];
const PAGES = ['page 1', 'page 2', 'page 3'];

const one = (turns: readonly Row[][]): unknown[] => turns[0] ?? [];
const two = ([first = [], second = []]: readonly Row[][]): unknown[] =>
  first.flatMap((row) => second.map((other) => [row, other]));

/** The first pages in their order, in whatever order they came. */
function pages(count: number): Route['allowed'] {
  return (turns) => {
    const given = turns.flat();
    const rows = PAGES.slice(0, count).map((page) => given.filter(({ source }) => source === page));
    return rows.reduce<Row[][]>((found, page) => found.flatMap((before) => page.map((row) => [...before, row])), [[]]);
  };
}

/** Asks for the same pages as the search without a limit: calls for the same id could not be told apart. */
const LIMITED = '/search?limit=2&';

const ROUTES: Route[] = [
  { path: '/report?', sources: ['report'], allowed: one },
  { path: '/price?', sources: ['near', 'far'], allowed: one },
  { path: '/query?', sources: TABLES, allowed: two },
  { path: '/stock?', sources: ['stock'], allowed: one, shared: true },
  { path: '/search?', sources: PAGES, allowed: pages(3), inTurn: true },
  { path: LIMITED, sources: PAGES.slice(0, 2), allowed: pages(2), inTurn: true },
  { path: '/delivered?', sources: ['delivered'], allowed: one },
];

/** Ids that are the same to who makes them tidy: whoever shares an answer by the id shares it with nobody else. */
function twins(random: Random): string[] {
  const text = `Ab${random.text()}`;
  return [text, text.toLowerCase(), ` ${text} `, `00${text}`];
}

/** Each route with two clients of the same id and three of odd ones; then with the first id once more. */
export async function walk(context: CheckContext, running: RunningService): Promise<void> {
  const { random, seed } = context;
  const held = [...new Set([...ROUTES.flatMap(({ sources }) => sources), ...PAGES])];
  await running.service.ask('hold', held);
  // Who waits by the clock for what it need not wait for does not answer.
  await running.service.ask('still', true);
  const odd = oddIds(random, ROUTES.length);
  for (const [index, route] of random.shuffle(ROUTES).entries()) {
    const same = `same${index}-${seed}`;
    const visits = new Visits(context, running);
    const ids = [
      ...(odd[index] ?? []),
      ...(route.path === LIMITED ? [] : NO_ID),
      ...(route.shared ? twins(random) : []),
    ];
    await round(context, visits, route, [same, ...ids, same]);
    await round(context, visits, route, [same]);
    for (const page of PAGES) await running.service.ask('release', { source: page, id: null });
    for (const { stream } of visits.all) stream.leave();
  }
  await whoStaysShares(context, running);
  await running.idle();
  await running.service.ask('still', false);
  // Deliveries go on to wait.
  await running.service.ask(
    'free',
    held.filter((source) => source !== 'delivered'),
  );
}

async function round(context: CheckContext, visits: Visits, route: Route, ids: readonly string[]): Promise<void> {
  const { random } = context;
  const opened = await visits.openAll(ids, (id) => `${route.path}${idQuery(id)}`);
  for (const id of new Set(ids)) {
    const own = opened.filter((visit) => visit.id === id);
    const order = route.inTurn ? route.sources : random.shuffle(route.sources);
    for (const source of await inOrder(visits, route, order, id)) {
      const due = route.allowed(own[0]?.turns ?? []).length > 0;
      const early = own.find(({ stream }) => stream.ended && !due);
      if (early !== undefined) notBefore(context, route, early);
      await isAsked(context, visits, route, source, id);
      await visits.release(source, id);
      if (route.allowed(own[0]?.turns ?? []).length > 0)
        for (const visit of own) await answersRight(context, visits, route, visit);
    }
  }
}

/** Where the pages are asked for all at once, the last comes first. */
async function inOrder(visits: Visits, { inTurn }: Route, order: string[], id: string): Promise<string[]> {
  if (!inTurn) return order;
  const requests = visits.all.filter((visit) => visit.id === id).length;
  const [first = '', second = ''] = order;
  await visits.soon(async () => (await visits.asked(first, id)) >= requests);
  return (await visits.asked(second, id)) >= requests ? order.toReversed() : order;
}

/** As often as there were requests for the id, or once where they share an answer. */
async function isAsked(
  { facts }: CheckContext,
  visits: Visits,
  { path, shared }: Route,
  source: string,
  id: string,
): Promise<void> {
  const requests = visits.all.filter((visit) => visit.id === id).length;
  // Who asks while the same is being asked shares the answer; who asks later asks anew.
  const due = shared ? Math.min(requests, requests > 2 ? 2 : 1) : requests;
  await visits.soon(async () => (await visits.asked(source, id)) >= due);
  const asked = await visits.asked(source, id);
  facts.require('routes-answer', asked === due, () => ({
    expected: say`\`${source}\` asked ${due} times with the id \`${id}\``,
    actual: asked,
    help: shared
      ? say`Whoever asks \`GET ${named(path)}\` while the same is being counted shares that answer; whoever asks later has it counted anew, with its own id: as in the starter.`
      : say`Each request of \`GET ${named(path)}\` asks with its own id, once, and for itself, also where the same was asked before: as in the starter.`,
  }));
}

function notBefore({ facts }: CheckContext, { path }: Route, { stream }: Visit): never {
  return facts.fails('routes-answer', {
    expected: say`no answer before the rows have come`,
    actual: `${stream.status} ${stream.text.slice(0, 200)}`,
    help: say`\`GET ${named(path)}\` answered before its time.`,
  });
}

async function answersRight(
  context: CheckContext,
  visits: Visits,
  { path, allowed }: Route,
  visit: Visit,
): Promise<void> {
  const { facts } = context;
  const { stream, turns, id } = visit;
  const request = `GET ${named(path)}`;
  await visits.soon(() => stream.ended);
  requireNoError(context, 'routes-answer', { status: stream.status, body: stream.text }, request);
  facts.require('does-not-wait', stream.ended, () => ({
    expected: say`\`${request}\` answered with the rows that had come`,
    actual: say`no answer`,
    help: say`To be fast, this route answers with what is there, and does not wait for a source that it does not need.`,
  }));
  const right = allowed(turns).some((answer) => isJson(stream.text, answer));
  facts.require('routes-answer', stream.status === 200 && right, () => ({
    expected: allowed(turns)[0],
    actual: `${stream.status} ${stream.text.slice(0, 200)}`,
    help: say`\`${request}\`, asked for the id \`${id}\`, has to answer what it answered in the starter.`,
  }));
  requireType(context, 'routes-answer', stream.type, JSON_TYPE, request);
}

function isJson(text: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}

/** Without what is asked of it: `/search`. */
function named(path: string): string {
  return path.replace(/\?.*$/, '');
}
