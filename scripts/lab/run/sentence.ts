import type { Recording } from '../../checker/run/recording.ts';

/** What was seen, in one sentence. */
export function sentenceOn(recording: Recording, before: Recording | null): string {
  const { outcome, baseline, groups } = recording;
  const stayed = stayedIn(recording);
  const where = groups[0] === undefined ? '' : `; ${groups.length === 1 ? 'they' : 'most'} wait at ${groups[0].where}`;
  const then = before === null || stayedIn(before) === 0 ? '' : `; before, ${tasks(stayedIn(before))} stayed`;
  switch (outcome) {
    case 'running':
      return 'The count goes on.';
    case 'settled':
      return `The load is over, and the task count is back at its baseline of ${baseline}: nothing stayed${then}.`;
    case 'leaked':
      return `The load is over, and ${tasks(stayed)} stayed, ${proven(recording)}${where}${then}.`;
    case 'stuck':
      return `The load is over, and ${tasks(stayed)} stayed, though nothing proves that they can never finish${where}${then}.`;
  }
}

/** Tasks beyond the baseline. */
export function stayedIn({ after, baseline }: Recording): number {
  return Math.max(0, after - baseline);
}

function proven(recording: Recording): string {
  return recording.leaked >= stayedIn(recording)
    ? 'all proven never to finish'
    : `${recording.leaked} of them proven never to finish`;
}

function tasks(count: number): string {
  return `${count} ${count === 1 ? 'task' : 'tasks'}`;
}
