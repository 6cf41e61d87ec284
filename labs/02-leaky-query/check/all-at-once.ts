/** Many clients at one time, some with the same id, each of whom is answered when two of its rows have come; the third comes after the answers. */
import { type CheckContext, type RunningService, say, Visits } from '../../../scripts/checker/index.ts';
import { SOURCES } from './sources.ts';
import { answersRight } from './walk.ts';

const CLIENTS = [40, 52] as const;
const SAME = [10, 16] as const;

export async function allAtOnce(context: CheckContext, running: RunningService): Promise<void> {
  const { facts, random, seed } = context;
  const { service } = running;
  const visits = new Visits(context, running);
  const ids = random.shuffle([
    ...Array.from({ length: random.between(...CLIENTS) }, (_, index) => `${seed}-many${index}`),
    ...Array.from({ length: random.between(...SAME) }, () => `${seed}-same`),
  ]);
  await service.ask('hold', SOURCES);
  const opened = await visits.openAll(ids, (id) => `/query?id=${id}`);
  const asked = async (source: string): Promise<number> =>
    (await service.ask('calls', source)).filter(({ id }) => ids.includes(id)).length;
  for (const source of SOURCES) {
    await visits.soon(async () => (await asked(source)) >= ids.length);
    const by = await asked(source);
    facts.require('asks-all-three', by === ids.length, () => ({
      expected: say`${source} asked by each of ${ids.length} clients`,
      actual: by,
      help: say`None of them had a row yet. However many ask at once, each asks all three sources for itself, and at once.`,
    }));
  }
  const [first = '', second = '', third = ''] = random.shuffle(SOURCES);
  for (const source of [first, second]) {
    const rows = await service.ask('release', { source, id: null });
    for (const visit of opened) visit.turns.push(rows.filter(({ id }) => id === visit.id));
  }
  for (const visit of opened) await answersRight(context, visits, visit);
  await service.ask('release', { source: third, id: null });
  await service.ask('free', SOURCES);
}
