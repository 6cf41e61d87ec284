/** Does `/price` still answer the price, or 503 when time is up, whatever comes first? */
import {
  type CheckContext,
  JSON_TYPE,
  oddIds,
  type Plan,
  type RunningService,
  requireType,
  runLoad,
  type SeenRequest,
  say,
} from '../../../scripts/checker/index.ts';
import { PATIENCE } from '../backend.ts';
import { CONNECTIONS, REQUESTS } from './size.ts';

/** The price first; the end of the time first, and the price after the answer; or both in one turn of the event loop. */
const IN_TIME: Plan = { calls: 1, first: 1, order: ['quotes', 'clock'], late: ['clock'], rest: 'after-response' };
const TOO_LATE: Plan = { calls: 2, first: 1, order: ['clock', 'quotes'], late: ['quotes'], rest: 'after-response' };
const JUST_IN_TIME: Plan = { calls: 2, first: 2, order: ['quotes', 'clock'], rest: 'after-response' };
const JUST_TOO_LATE: Plan = { calls: 2, first: 2, order: ['clock', 'quotes'], rest: 'after-response' };

/** A timer may fire a little early. */
const EARLY = 0.9;

interface Answer {
  status: number;
  body: string;
}

/** One request after the other. */
export async function tryPrices(context: CheckContext, running: RunningService): Promise<void> {
  const odd = oddIds(context.random, 1).flat();
  const plans = [IN_TIME, TOO_LATE, JUST_IN_TIME, JUST_TOO_LATE].map((plan, index): [string, Plan] => [
    odd[index] ?? `price${index}-${context.seed}`,
    plan,
  ]);
  await running.service.ask('plan', plans);
  for (const [id] of plans) {
    const reply = await running.get(`/price?id=${encodeURIComponent(id)}`);
    await pricesAreRight(context, running, 'price-in-time', new Map([[id, reply]]));
    // A price that does not come in time is told in whatever words.
    if (reply.status === 200) requireType(context, 'price-in-time', reply.type, JSON_TYPE, 'GET /price');
  }
  context.facts.holds('price-in-time');
}

export async function loadPrices(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { random, seed } = context;
  const plans = Array.from({ length: REQUESTS }, (_, index): [string, Plan] => {
    const chance = random.number();
    const plan = chance < 0.4 ? IN_TIME : chance < 0.8 ? TOO_LATE : chance < 0.9 ? JUST_IN_TIME : JUST_TOO_LATE;
    return [`${name}-price${index}-${seed}`, { ...plan, rest: random.number() < 0.3 ? 'at-settle' : 'after-response' }];
  });
  await running.service.ask('plan', plans);
  const pathOf = (id: string): string => `/price?id=${id}`;
  const paths = plans.map(([id]) => pathOf(id));
  const { replies, errors } = await runLoad(running, { paths, connections: CONNECTIONS });
  // What was never sent asks for nothing.
  const sent = errors === 0 ? plans : plans.filter(([id]) => replies.has(pathOf(id)));
  const answers = new Map(sent.map(([id]) => [id, replies.get(pathOf(id)) ?? { status: 0, body: '' }]));
  await pricesAreRight(context, running, 'load-answers', answers);
  context.facts.require('load-answers', errors === 0, () => ({
    expected: say`${REQUESTS} answers of \`/price\``,
    actual: say`${replies.size}, then none any more`,
    help: say`However many clients ask \`/price\`, each gets the price, or 503 when time is up.`,
  }));
}

/** The price, where it came before the response was sent; 503 when time was up, not before, and also in the same turn. */
async function pricesAreRight(
  { facts }: CheckContext,
  { service }: RunningService,
  fact: string,
  answers: ReadonlyMap<string, Answer>,
): Promise<void> {
  const ids = [...answers.keys()];
  const seen = await service.ask('requests', ids);
  facts.require(fact, !seen.some((request) => request?.waited), () => ({
    expected: say`503 when time is up, ${PATIENCE} ms after the request`,
    actual: say`no answer until the price came`,
    help: say`The price was slow and time was up, and the client still waited. \`deadline\` says when it has waited long enough.`,
  }));
  const asks = (index: number): boolean =>
    seen[index]?.calls.some((call) => call.source === 'quotes' && call.id === ids[index]) === true;
  const unasked = ids.filter((_, index) => !asks(index)).length;
  facts.require(fact, unasked === 0, () => ({
    expected: say`\`quotes\` asked for each client, with its id`,
    actual: say`not for ${unasked} of ${ids.length}`,
    help: say`Whether a price comes in time is not known before it was asked for.`,
  }));
  const wrong = ids.findIndex((id, index) => !isRight(answers.get(id), seen[index] ?? null));
  const answer = answers.get(ids[wrong] ?? '');
  const right = ids.filter((id, index) => isRight(answers.get(id), seen[index] ?? null)).length;
  const got = answer?.status === 0 ? say`no answer` : `${answer?.status} ${answer?.body.slice(0, 100)}`;
  facts.require(fact, wrong < 0, () => ({
    expected: priceInTime(seen[wrong] ?? null) ?? 503,
    actual: ids.length > 1 ? say`${got}; ${right} of ${ids.length} are right` : got,
    help: say`\`/price\` answers the row that \`quotes\` gives, as JSON, when that comes in time, and 503 when time is up, not before.`,
  }));
}

function isRight(answer: Answer | undefined, seen: SeenRequest | null): boolean {
  const price = priceInTime(seen);
  if (answer?.status === 200) return price !== undefined && isRow(answer.body, price);
  // Who keeps the time by a timer of its own is right, too.
  const timeIsUp = seen?.givenAtFinish?.includes('clock') === true || (seen?.ms ?? 0) >= PATIENCE * EARLY;
  return answer?.status === 503 && timeIsUp;
}

function priceInTime(seen: SeenRequest | null): SeenRequest['rows'][number] | undefined {
  return seen?.rows.slice(0, seen.givenAtFinish?.length).find(({ source }) => source === 'quotes');
}

function isRow(body: string, row: object): boolean {
  try {
    const answer: unknown = JSON.parse(body);
    return (
      typeof answer === 'object' &&
      answer !== null &&
      Object.entries(row).every(([key, value]) => Reflect.get(answer, key) === value)
    );
  } catch {
    return false;
  }
}
