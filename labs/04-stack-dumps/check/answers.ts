/** What the routes of the shop have to answer: the requests that are made of it, and whether a reply is right. */
import { isDeepStrictEqual } from 'node:util';
import { type Plan, type Random, type Row, say } from '../../../scripts/checker/index.ts';

export interface Ask {
  id: string;
  path: string;
  /** How its sources answer; null for a route that asks none. */
  plan: Plan | null;
  /** Sources that have to be asked. */
  sources: string[];
  /** `rows`: those that were given, in order. */
  isRight(body: string, rows: readonly Row[]): boolean;
  /** What is right, in words. */
  right: string;
}

const TABLES = ['users', 'orders', 'tags'];
const SUPPLIERS = ['near', 'far'];
const PAGES = ['page 1', 'page 2', 'page 3'];

/** Answers as soon as it is asked: for sources that are asked one after the other, too. */
const AT_ONCE: Plan = { calls: 1, first: 1, order: [], rest: 'after-response' };

export function askHealth(id: string): Ask {
  const isRight: Ask['isRight'] = (body) => body === 'ok';
  return { id, path: `/health?id=${id}`, plan: null, sources: [], isRight, right: '`ok`' };
}

/** Of a route that hands on the row of one source. */
export function askOne(route: string, source: string, id: string): Ask {
  const isRight: Ask['isRight'] = (body, rows) => isJson(body, rows[0]);
  return {
    id,
    path: `/${route}?id=${id}`,
    plan: AT_ONCE,
    sources: [source],
    isRight,
    right: say`the row of its source`,
  };
}

/** The slower supplier answers after the response. */
export function askPrice(id: string, random: Random): Ask {
  return {
    id,
    path: `/price?id=${id}`,
    plan: { calls: 2, first: 1, order: random.shuffle(SUPPLIERS), rest: 'after-response' },
    sources: SUPPLIERS,
    isRight: (body, rows) => isJson(body, rows[0]),
    right: say`the row of the supplier that answers first`,
  };
}

/** `rest`: when the third table answers; `together`: all three, in one turn of the event loop. */
export function askQuery(id: string, random: Random, rest: Plan['rest'] | 'together'): Ask {
  const first = rest === 'together' ? 3 : 2;
  return {
    id,
    path: `/query?id=${id}`,
    plan: { calls: 3, first, order: tableOrder(random), rest: rest === 'together' ? 'at-settle' : rest },
    sources: TABLES,
    isRight: (body, rows) => isTwoOf(body, rows.slice(0, first), rest !== 'together'),
    right: say`the first two rows that came, in a JSON array`,
  };
}

/** Each order comes, and the slow table is mostly the last: so it is by the clock, and so the same group is the largest. */
function tableOrder(random: Random): string[] {
  return random.number() < 0.6 ? [...random.shuffle(TABLES.slice(0, -1)), ...TABLES.slice(-1)] : random.shuffle(TABLES);
}

/** `limit` null: all pages. `slow`: those beyond the limit answer after the response. */
export function askSearch(id: string, limit: number | null, slow = false): Ask {
  const wanted = Math.min(limit ?? PAGES.length, PAGES.length);
  const query = limit === null ? '' : `&limit=${limit}`;
  return {
    id,
    path: `/search?id=${id}${query}`,
    plan: slow ? { ...AT_ONCE, calls: PAGES.length, first: wanted, order: PAGES } : AT_ONCE,
    // One is asked after the other: those that came tell which.
    sources: PAGES.slice(0, 1),
    isRight: (body, rows) => rows.length >= wanted && isJson(body, rows.slice(0, wanted)),
    right: wanted === 1 ? say`the first page, in a JSON array` : say`the first ${wanted} pages, in a JSON array`,
  };
}

/** Of those that came in one turn, none was first. */
function isTwoOf(body: string, rows: readonly Row[], ordered: boolean): boolean {
  if (ordered) return isJson(body, rows);
  return rows.some((first) => rows.some((second) => second !== first && isJson(body, [first, second])));
}

function isJson(body: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(body), value);
  } catch {
    return false;
  }
}
