/** One request after the other: which two are fastest is not known before. */
import {
  type CheckContext,
  type Plan,
  type RunningService,
  requireNoError,
  say,
} from '../../../scripts/checker/index.ts';
import { sameRows } from './rows.ts';
import { SOURCES } from './sources.ts';

export const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].map((order) => order.map((index) => SOURCES[index] ?? ''));

/** The six orders of three answers; the third comes only after the response has been sent. */
export async function inEveryOrder(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, seed } = context;
  const plans = ORDERS.map((order, index): [string, Plan] => [
    `order${index}-${seed}`,
    { calls: SOURCES.length, first: 2, order, rest: 'after-response' },
  ]);
  await running.service.ask('plan', plans);
  for (const [id, { order }] of plans) {
    const reply = await running.get(`/query?id=${id}`);
    const [seen] = await running.service.ask('requests', [id]);
    if (!seen) {
      return facts.fails('same-process', {
        expected: say`the request seen by the process that was started`,
        actual: say`another process answered it`,
        help: say`The service has to answer in its own process: elsewhere its tasks can not be counted.`,
      });
    }
    requireNoError(context, 'asks-all-three', reply, 'GET /query');
    facts.require('asks-all-three', new Set(seen.asked).size === SOURCES.length, () => ({
      expected: SOURCES,
      actual: seen.asked,
      help: say`Each request has to ask all three sources before the first answer comes; which two are fastest is not known before.`,
    }));
    facts.require('does-not-wait-for-the-third', !seen.waited && (seen.givenAtFinish?.length ?? 3) <= 2, () => ({
      expected: say`an answer after two rows`,
      actual:
        reply.failure === null ? say`no answer until the third row came` : say`no answer at all: ${reply.failure}`,
      help:
        reply.failure === null
          ? say`Two sources had answered and the third was slow. The client should not notice that there is a third.`
          : say`All three sources had answered, and the client still waits. Does every way through the handler end in an answer?`,
    }));
    facts.require('answers-first-two', reply.status === 200 && sameRows(reply.body, seen.rows.slice(0, 2)), () => ({
      expected: seen.rows.slice(0, 2),
      actual: reply.failure ?? `${reply.status} ${reply.body.slice(0, 300)}`,
      help: say`The sources answered in the order ${order.join(', ')}. The answer is a JSON array of the first two rows, as the sources gave them.`,
    }));
  }
}
