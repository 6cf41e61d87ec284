/** What holds the live tasks of the worker threads: each reads its own heap, in a process of its own, one after the other. */
import { missingNotes, threadName } from '../profile/words.ts';
import type { Held, WorkersHeld } from '../snapshot/held.ts';
import { askThreads } from './ask.ts';
import { inGroup } from './labelled.ts';

export async function workersHeld(): Promise<WorkersHeld> {
  const { answers, missing } = await askThreads('held');
  const told = answers.map(({ thread, name, told }) => ({ thread: threadName(thread, name), held: told }));
  const known = told.flatMap(({ thread, held }) => (typeof held === 'string' ? [] : [{ thread, held }]));
  return {
    total: known.reduce((sum, { held: { total } }) => sum + total, 0),
    groups: known.flatMap(({ thread, held }) => held.groups.map((group) => inGroup(group, thread))),
    notShown: [...told.flatMap(({ thread, held }) => notesOf(thread, held)), ...missingNotes(missing)],
  };
}

function notesOf(thread: string, held: Held | string): string[] {
  if (typeof held === 'string') return [`${thread}: ${held}`];
  return held.notShown.map((note) => `${thread}: ${note}`);
}
