/**
 * The checker kit: what a lab's `check.ts` is written with.
 *
 * ```ts
 * export default defineChecker({
 *   facts: [
 *     { id: 'starts', title: 'the service starts and listens' },
 *     { id: 'count-returns-to-baseline', title: 'the task count returns to its baseline' },
 *   ],
 *   async check(context) {
 *     const running = await context.startService('server.ts'); // decides `starts`
 *     const putOn = repeatable(context, (same, name) => load(same, running, name));
 *     await running.takeBaseline();
 *     context.facts.require('…', reply.status === 200, () => ({ expected: 200, actual: reply.status, help: '…' }));
 *     context.facts.holds('…');
 *     await putOn('first');
 *     const load = { again: putOn, requests: 200 };
 *     const settled = await checkCount(context, running, 'count-returns-to-baseline', load);
 *     await checkResources(context, running, settled, 'resources', load);
 *   },
 *   run: requests({ route: '/query', path: (index) => `/query?id=${index}`, amount: 1000, connections: 10 }),
 * });
 * ```
 *
 * A lab that is no HTTP service starts its file by `context.spawn(entry)` and asks the probe itself: `service.ask('settle', …)`.
 * What its `run` shows is a `play(stage)`: it spawns the file, calls `stage.watch(service)`, and puts the program to work.
 */
import type { Checker } from './check.ts';

export { say, sentences } from '../language/say.mjs';
export type { CheckContext, Checker } from './check.ts';
export { checkCount, type Repeatable } from './count-fact.ts';
export { CountRoute } from './count-route-fact.ts';
export { CouldNotJudge } from './facts.ts';
export { requireNoError } from './handler-error.ts';
export { type Reply, Stream } from './http.ts';
export { runLoad } from './load.ts';
export { EVENTS_TYPE, JSON_TYPE, requireType } from './media-type.ts';
export { idQuery, NO_ID, oddIds } from './odd-ids.ts';
export { placeInText, placeOf, shortPath } from './place.ts';
export type { Baseline, Plan, Row, SeenRequest } from './protocol.ts';
export { Random } from './random.ts';
export { repeatable } from './repeatable.ts';
export { checkResources } from './resources-fact.ts';
export type { RunDefinition, Stage } from './run/definition.ts';
export { requests } from './run/requests.ts';
export { Service } from './service/service.ts';
export type { RunningService } from './service/start.ts';
export { uncallable } from './uncallable.ts';
export { type Looks, until, untilAll } from './until.ts';
export { type Visit, Visits } from './visits.ts';

export function defineChecker(checker: Checker): Checker {
  return checker;
}
