/** The facts about the jobs: they are done as before, and as fast. */
import type { CheckContext, Plan, Random, Row } from '../../../scripts/checker/index.ts';
import { NO_ID, oddIds, say } from '../../../scripts/checker/index.ts';
import { untilAll, type Worker } from './worker.ts';

export const JOBS = 100;
const SOURCES = ['users', 'orders', 'tags'];
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].map((order) => order.map((index) => SOURCES[index] ?? ''));
/** Milliseconds without another job done, after which no more will be. */
const JOB_PATIENCE = 1500;

type PlannedJob = [id: string, plan: Plan];

/** The six orders of three answers; the third comes once the job is saved, or only when all jobs are. */
export async function inEveryOrder(context: CheckContext, worker: Worker): Promise<void> {
  const { facts, random, seed } = context;
  const odd = [...oddIds(random, 2).flat(), ...NO_ID];
  const jobs = (['after-response', 'at-settle', 'at-settle'] as const).flatMap((rest, round) =>
    ORDERS.map((order, index): PlannedJob => {
      const id = odd[round * ORDERS.length + index] ?? `order${round}${index}-${seed}`;
      return [id, { calls: SOURCES.length, first: 2, order, rest }];
    }),
  );
  const saved = await work(worker, jobs);
  const undone = jobs.filter(([id]) => !saved.has(id));
  const seen = await worker.service.ask(
    'requests',
    jobs.map(([id]) => id),
  );
  for (const [index, [id]] of jobs.entries()) {
    const { asked = [], rows = [] } = seen[index] ?? {};
    // Nobody took it: that is told below.
    if (asked.length === 0 && !saved.has(id)) continue;
    facts.require('asks-all-three', asked.length > 0, () => ({
      expected: SOURCES,
      actual: say`none`,
      help: say`No source was asked for the id \`${id}\` of a job that was saved: each job asks with its own id, as it is.`,
    }));
    facts.require('asks-all-three', new Set(asked).size === SOURCES.length, () => ({
      expected: SOURCES,
      actual: asked,
      help: say`Each job has to ask all three sources before the first answer comes; which two are fastest is not known before.`,
    }));
    facts.require('does-not-wait-for-the-third', seen[index]?.waited !== true, () => ({
      expected: say`a job that is saved after two rows`,
      actual: say`nothing saved until the third row came`,
      help: say`Two sources had answered and the third was slow. Save the job with what is there.`,
    }));
    const firstTwo = rows.slice(0, 2);
    const other = saved.get(id)?.find((told) => !sameRows(told, firstTwo));
    facts.require('saves-first-two', other === undefined, () => ({
      expected: firstTwo,
      actual: other,
      help: say`What is saved is the first two rows, as the sources gave them, in the order in which they came.`,
    }));
  }
  facts.require('does-not-wait-for-the-third', undone.length === 0, () => ({
    expected: say`${jobs.length} jobs saved, whose third sources are slow`,
    actual: say`${jobs.length - undone.length}, and no more in ${JOB_PATIENCE / 1000} s`,
    help: say`Two sources of each job had answered. Whoever takes the jobs must not wait for the third before it takes the next one.`,
  }));
  for (const id of ['asks-all-three', 'does-not-wait-for-the-third', 'saves-first-two']) facts.holds(id);
}

/** Mixed: the third row after the job is saved, or at the very end, or all three rows in one turn of the event loop. */
export async function manyJobs(context: CheckContext, worker: Worker, name: string): Promise<void> {
  const { facts, random, seed } = context;
  const jobs = Array.from({ length: JOBS }, (_, index): PlannedJob => [`${seed}-${name}${index}`, mixedPlan(random)]);
  const saved = await work(worker, jobs);
  const seen = await worker.service.ask(
    'requests',
    jobs.map(([id]) => id),
  );
  const wrong = jobs.filter(([id, { first }], index) => {
    const results = saved.get(id) ?? [];
    return results.length !== 1 || !twoOf(results[0], seen[index]?.rows ?? [], first);
  });
  const [example = ''] = wrong[0] ?? [];
  facts.require('jobs-done', wrong.length === 0, () => ({
    expected: say`${JOBS} jobs, each saved once, with two rows`,
    actual: `${JOBS - wrong.length}`,
    help: explain(saved.get(example) ?? []),
  }));
  facts.holds('jobs-done');
}

function explain(results: readonly unknown[]): string {
  if (results.length === 0) return say`A job was taken and never saved. Whoever takes one has to see it through.`;
  if (results.length > 1)
    return say`A job was saved ${results.length} times. Once is enough: with two rows it is done, whatever the third does.`;
  return say`For example: ${JSON.stringify(results[0])?.slice(0, 200)}. Here all three rows may come in the same turn of the event loop: answer with two of them, and let none be missed by who waits for it.`;
}

/** Any two of the sources are the fastest, or all three answer in the same turn. */
export function mixedPlan(random: Random): Plan {
  const together = random.number() < 0.4;
  return {
    calls: SOURCES.length,
    first: together ? SOURCES.length : 2,
    order: random.shuffle(SOURCES),
    rest: random.number() < 0.3 ? 'at-settle' : 'after-response',
  };
}

/** Puts the jobs into the queue and waits until all are saved, or no more will be. What was saved, by job. */
async function work({ service }: Worker, jobs: PlannedJob[]): Promise<Map<string, unknown[]>> {
  const ids = new Set(jobs.map(([id]) => id));
  const saved = new Map<string, unknown[]>();
  const look = async (): Promise<number> => {
    saved.clear();
    for (const { id, what } of await service.ask('calls', 'results')) {
      if (ids.has(id)) saved.set(id, [...(saved.get(id) ?? []), what]);
    }
    // A job that waits for its third source is enough to know.
    const { waited } = await service.ask('seen', null);
    return waited > 0 ? ids.size : saved.size;
  };
  await service.ask('jobs', jobs);
  await untilAll(service, ids.size, look, JOB_PATIENCE);
  return saved;
}

/** Two different rows of the first `count` that were given: of those that came in one turn, none was first. */
function twoOf(told: unknown, rows: readonly Row[], count: number): boolean {
  const candidates = rows.slice(0, count);
  return candidates.some((first) => candidates.some((second) => second !== first && sameRows(told, [first, second])));
}

function sameRows(told: unknown, rows: readonly Row[]): boolean {
  return Array.isArray(told) && told.length === rows.length && told.every((row, index) => isRow(row, rows[index]));
}

function isRow(told: unknown, row: Row | undefined): boolean {
  if (typeof told !== 'object' || told === null || row === undefined) return false;
  return (['source', 'id', 'value'] as const).every((key) => Reflect.get(told, key) === row[key]);
}
