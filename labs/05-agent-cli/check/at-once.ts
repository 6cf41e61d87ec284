/** A job is saved as soon as two rows are there: no clock has to go on for it. */
import { type CheckContext, say } from '../../../scripts/checker/index.ts';
import { until, type Worker } from './worker.ts';

const SOURCES = ['users', 'orders', 'tags'];
/** As the worker takes them: whether it rests before it takes the next one is its own affair. */
const AT_ONCE = 5;
/** Milliseconds for what a worker that is right does at once; times the slowdown. */
const SOON = 500;

/** The third source never answers meanwhile, and the worker's timers stand still. What else is wrong is told by who comes after. */
export async function savesAtOnce(context: CheckContext, { service }: Worker): Promise<void> {
  const { facts, random, seed, slowdown } = context;
  const ids = Array.from({ length: AT_ONCE }, (_, index) => `${seed}-still${index}`);
  const of = async (source: string): Promise<number> =>
    new Set((await service.ask('calls', source)).map(({ id }) => id).filter((id) => ids.includes(id))).size;
  await service.ask('hold', SOURCES);
  await service.ask(
    'jobs',
    ids.map((id) => [id, null]),
  );
  const allAsked = async (): Promise<boolean> =>
    (await Promise.all(SOURCES.map(of))).every((asked) => asked === AT_ONCE);
  if (await until(service, allAsked, SOON * slowdown)) {
    await service.ask('still', true);
    for (const source of random.shuffle(SOURCES).slice(1)) await service.ask('release', { source, id: null });
    await until(service, async () => (await of('results')) === AT_ONCE, SOON * slowdown);
    const saved = await of('results');
    facts.require('does-not-wait-for-the-third', saved === AT_ONCE, () => ({
      expected: say`${AT_ONCE} jobs saved, of which two rows each have come`,
      actual: saved,
      help: say`Two sources of each job had answered, and it was not saved: it waited for the third, or for a timer.`,
    }));
    await service.ask('still', false);
  }
  await service.ask('free', SOURCES);
}
