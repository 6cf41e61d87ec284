/** Does `/query` still answer the two rows that come first, whichever tables they are of? */
import { isDeepStrictEqual } from 'node:util';
import {
  type CheckContext,
  JSON_TYPE,
  oddIds,
  type Plan,
  type RunningService,
  requireNoError,
  requireType,
  say,
} from '../../../scripts/checker/index.ts';

const TABLES = ['users', 'orders', 'tags'];
const REQUESTS = 4;

/** One after the other; the third row comes after the answer. */
export async function tryQueries(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { facts, random, seed } = context;
  const orders = [TABLES.toReversed(), ...Array.from({ length: REQUESTS - 1 }, () => random.shuffle(TABLES))];
  const odd = oddIds(random, 1).flat();
  const plans = orders.map((order, index): [string, Plan] => [
    odd[index] ?? `${name}-query${index}-${seed}`,
    { calls: TABLES.length, first: 2, order, rest: 'after-response' },
  ]);
  await running.service.ask('plan', plans);
  for (const [id] of plans) {
    const reply = await running.get(`/query?id=${encodeURIComponent(id)}`);
    requireNoError(context, 'other-routes', reply, 'GET /query');
    const [seen] = await running.service.ask('requests', [id]);
    const rows = seen?.rows.slice(0, 2) ?? [];
    const right = seen?.waited === false && rows.every((row) => row.id === id) && isJson(reply.body, rows);
    facts.require('other-routes', reply.status === 200 && right, () => ({
      expected: rows,
      actual: reply.failure ?? `${reply.status} ${reply.body.slice(0, 200)}`,
      help: say`\`GET /query\` has to answer the first two rows that came, in that order, and not to wait for the third, as in the starter.`,
    }));
    requireType(context, 'other-routes', reply.type, JSON_TYPE, 'GET /query');
  }
}

function isJson(text: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}
