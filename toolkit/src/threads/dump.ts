/** All tasks of a program as text: those of this thread one by one, those of its worker threads by group. */
import { formatGroups, formatTasks } from '../profile/format-tasks.ts';
import { missingNotes } from '../profile/words.ts';
import { workersProfile } from './process-profile.ts';

export async function* dumpTasks(): AsyncGenerator<string, void, undefined> {
  yield* formatTasks();
  const { groups, missing } = await workersProfile();
  const text =
    formatGroups(groups) +
    missingNotes(missing)
      .map((note) => `${note}\n`)
      .join('');
  if (text !== '') yield text;
}
