/** Many requests, some at a time. */
import {
  type CheckContext,
  type Plan,
  type Random,
  type RunningService,
  requireNoError,
  runLoad,
  say,
} from '../../../scripts/checker/index.ts';
import { twoOf } from './rows.ts';
import { SOURCES } from './sources.ts';

export const REQUESTS = 200;
export const CONNECTIONS = 10;

/** Mixed: the third row after the response, or at the very end, or all three rows in one turn of the event loop. */
export async function load(context: CheckContext, running: RunningService, name: string): Promise<void> {
  const { facts, random, seed } = context;
  const plans = Array.from({ length: REQUESTS }, (_, index): [string, Plan] => [
    `${seed}-${name}${index}`,
    mixedPlan(random),
  ]);
  await running.service.ask('plan', plans);
  const { replies, errors } = await runLoad(running, {
    paths: plans.map(([id]) => `/query?id=${id}`),
    connections: CONNECTIONS,
  });
  // A service that has ended, or is blocked, is told as that.
  const seen = await running.service.ask(
    'requests',
    plans.map(([id]) => id),
  );
  const wrong = plans.filter(([id, plan], index) => {
    const reply = replies.get(`/query?id=${id}`);
    return reply?.status !== 200 || !twoOf(reply.body, seen[index]?.rows ?? [], plan.first);
  });
  const [example] = wrong;
  const first = replies.get(`/query?id=${example?.[0]}`);
  if (first !== undefined) requireNoError(context, 'load-answers', first, 'GET /query');
  facts.require('load-answers', wrong.length === 0 && errors === 0, () => ({
    expected: say`${REQUESTS} right answers`,
    actual: say`${REQUESTS - wrong.length} right answers, ${errors} connections broken or not answered in time`,
    help: say`For example: ${first?.body.slice(0, 200) ?? say`no answer`}. Here all three rows may come in the same turn of the event loop: answer with two of them, and let none be missed by who waits for it.`,
  }));
  const { askedTooFew, waited } = await running.service.ask('seen', null);
  facts.require('load-answers', askedTooFew === 0 && waited === 0, () => ({
    expected: say`all sources asked and none waited for, in each request`,
    actual: say`${askedTooFew} requests asked too few, ${waited} waited for the third`,
    help: say`What holds for one request has to hold for many at once.`,
  }));
  facts.holds('load-answers');
}

function mixedPlan(random: Random): Plan {
  const together = random.number() < 0.4;
  return {
    calls: SOURCES.length,
    first: together ? SOURCES.length : 2,
    order: random.shuffle(SOURCES),
    rest: random.number() < 0.3 ? 'at-settle' : 'after-response',
  };
}
