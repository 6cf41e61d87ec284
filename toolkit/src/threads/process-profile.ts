/** The profile of a program, with those of its worker threads: apart by the label `thread`, and in sum. */
import { leakProfile } from '../profile/leak-profile.ts';
import { threadName } from '../profile/words.ts';
import type { Profile } from '../registry/groups.ts';
import { registry } from '../registry/registry.ts';
import type { Task } from '../registry/tasks.ts';
import { askThreads, type Threads } from './ask.ts';
import { inGroup, inThread, labelled } from './labelled.ts';

/** All tasks, live and leaked. */
export async function processProfile(): Promise<Profile> {
  return merged(await askThreads('profile'), registry.profile());
}

/** Those that are proven to be leaked; forces collections. */
export async function processLeaks(): Promise<Profile> {
  const [threads, own] = await Promise.all([askThreads('leaks'), leakProfile()]);
  return merged(threads, own);
}

/** Those of the worker threads alone. */
export async function workersProfile(): Promise<Profile> {
  return merged(await askThreads('profile'), { total: 0, groups: [] });
}

/** The live tasks of the worker threads, oldest first in each. */
export async function workersTasks(): Promise<Task[]> {
  const { answers } = await askThreads('tasks');
  return answers.flatMap(({ thread, name, told }) => told.map((task) => inThread(task, threadName(thread, name))));
}

function merged({ answers, missing }: Threads<'profile' | 'leaks'>, own: Profile): Profile {
  const gaps = missing.length === 0 ? {} : { missing };
  if (answers.length === 0) return { ...own, ...gaps };
  const groups = [
    ...own.groups.map((group) => labelled(group, threadName(0, ''))),
    ...answers.flatMap(({ thread, name, told }) =>
      told.groups.map((group) => inGroup(group, threadName(thread, name))),
    ),
  ].sort((a, b) => b.count - a.count);
  return { total: groups.reduce((sum, { count }) => sum + count, 0), groups, ...gaps };
}
