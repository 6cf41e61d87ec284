/** Orders, whose mail follows, and deliveries, which are waited for: what is at work while others are asked. */
import { type CheckContext, idQuery, NO_ID, oddIds, type RunningService, say } from '../../../scripts/checker/index.ts';
import { until } from './until.ts';

const MAILERS = 3;
/** Orders that wait for their mails at one time; the starter has room for a hundred. */
const MANY = [40, 64] as const;

export async function placeOrders(context: CheckContext, running: RunningService, name: string, amount: number) {
  const ids = Array.from({ length: amount }, (_, index) => `${name}-${index}`);
  for (const id of ids) await placeOrder(context, running, id);
  return ids;
}

async function placeOrder({ facts }: CheckContext, running: RunningService, id: string): Promise<void> {
  const { status, failure } = await running.post(`/orders?${idQuery(id)}`);
  facts.require('routes-answer', status === 202, () => ({
    expected: 202,
    actual: failure ?? status,
    help: say`\`POST /orders\` has to answer 202 at once; the mail follows.`,
  }));
}

export async function ordersAreMailed(context: CheckContext, running: RunningService, orders: string[]): Promise<void> {
  const mailed = await until(async () => {
    await running.service.ask('release', { source: 'mail', id: null });
    const ids = (await running.service.ask('calls', 'mail')).map(({ id }) => id);
    return orders.every(
      (id) => ids.filter((each) => each === id).length === orders.filter((each) => each === id).length,
    );
  });
  context.facts.require('routes-answer', mailed, () => ({
    expected: say`a mail for each of ${orders.length} orders`,
    actual: say`some were never mailed`,
    help: say`The three tasks that mail are meant to live as long as the service: a pool is no leak.`,
  }));
}

/** Clients that wait for a delivery, and are known to. */
export async function watchDeliveries(running: RunningService, ids: readonly string[]) {
  const streams = ids.map((id) => running.client.open(`/delivered?id=${id}`));
  await until(async () => {
    const calls = await running.service.ask('calls', 'delivered');
    return ids.every((id) => calls.some((call) => call.id === id));
  });
  return streams;
}

/** Three work at the mails, as long as each of them takes. */
export async function threeMailAtOnce(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random, seed } = context;
  const twice = `twice-${seed}`;
  const odd = [twice, twice, ...oddIds(random, 1).flat(), ...NO_ID];
  const ids = [...(await placeOrders(context, running, `pool-${seed}`, random.between(...MANY))), ...odd];
  for (const id of odd) await placeOrder(context, running, id);
  const begun = async (): Promise<number> =>
    (await running.service.ask('calls', 'mail')).filter(({ id }) => ids.includes(id)).length;
  await until(async () => (await begun()) >= MAILERS);
  const actual = await begun();
  facts.require('routes-answer', actual === MAILERS, () => ({
    expected: say`${MAILERS} mails under way, of ${ids.length} orders`,
    actual,
    help: say`None of these mails could be sent yet. Three tasks share this work for as long as the service lives, as in the starter: a pool is no leak.`,
  }));
  await ordersAreMailed(context, running, ids);
}
