/** The numbers of a program's worker threads, and the sum over all of its threads. */
import type { Statistics, ThreadStatistics } from '../protocol/statistics.ts';
import { registry } from '../registry/registry.ts';
import { askThreads } from './ask.ts';

export type AllThreads = Pick<Statistics, 'workerThreads' | 'missingThreads' | 'allThreads'>;

export async function threadStatistics(): Promise<AllThreads> {
  const { answers, missing } = await askThreads('statistics');
  const workerThreads: ThreadStatistics[] = answers.map(({ thread, name, told: { tasks, leaked, tracking } }) => ({
    thread,
    name,
    tasks,
    leaked,
    tracking,
  }));
  const sum = (own: number, of: 'tasks' | 'leaked'): number => workerThreads.reduce((all, each) => all + each[of], own);
  const allThreads = { tasks: sum(registry.taskCount(), 'tasks'), leaked: sum(registry.leakedCount(), 'leaked') };
  return { workerThreads, missingThreads: missing, allThreads };
}
