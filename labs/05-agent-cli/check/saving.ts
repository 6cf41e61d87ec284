/** Whoever saves a job waits until that is done: then the next one is taken, and not before. */
import { type CheckContext, say } from '../../../scripts/checker/index.ts';
import { until, type Worker } from './worker.ts';

const SOURCES = ['users', 'orders', 'tags'];
/** As the worker takes them. */
const AT_ONCE = 5;
const MORE = 3;
/** Milliseconds for what a worker that is right does at once; times the slowdown. */
const SOON = 500;

/** The store takes its time. Decides `awaits-the-save`. */
export async function awaitsTheSave(context: CheckContext, { service }: Worker): Promise<void> {
  const { facts, seed, slowdown } = context;
  const ids = Array.from({ length: AT_ONCE + MORE }, (_, index) => `saved${index}-${seed}`);
  const of = async (source: string): Promise<number> =>
    (await service.ask('calls', source)).filter(({ id }) => ids.includes(id)).length;
  await service.ask('hold', ['results']);
  await service.ask(
    'jobs',
    ids.map((id) => [id, null]),
  );
  await until(service, async () => (await of('results')) >= AT_ONCE, SOON * slowdown);
  // Whoever does not wait for the store takes the next ones in the turns that follow.
  await until(service, async () => (await of('results')) > AT_ONCE, SOON / 5);
  const begun = Math.max(...(await Promise.all(SOURCES.map(of))));
  facts.require('awaits-the-save', begun <= AT_ONCE, () => ({
    expected: say`${AT_ONCE} of ${ids.length} jobs begun, while none of them is saved yet`,
    actual: begun,
    help: say`The store was slow, and the next jobs were taken all the same. A job is worked on until it is saved: whoever does not wait for that loses jobs when the worker ends, and has any number of them under way.`,
  }));
  // Whoever takes one more to hold it ready has not begun with it; who asks for more than there are takes one for each.
  const asking = await service.ask('takers', null);
  facts.require('awaits-the-save', asking === 0, () => ({
    expected: say`no task that asks for a job while it saves another one`,
    actual: asking,
    help: say`All jobs were taken, and none of them was saved yet. A job that is taken early waits for its worker, and is lost when that ends: the next one is taken when the one before it is saved.`,
  }));
  await service.ask('free', ['results']);
  await until(service, async () => (await of('results')) >= ids.length, SOON * slowdown);
  facts.holds('awaits-the-save');
}
