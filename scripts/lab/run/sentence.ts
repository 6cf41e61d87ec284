import type { Recording } from '../../checker/run/recording.ts';

/** What was seen, in one sentence. */
export function sentenceOn(recording: Recording, before: Recording | null): string {
  const { outcome, baseline } = recording;
  const stayed = stayedIn(recording);
  const then = before === null || stayedIn(before) === 0 ? '' : `; before, ${tasks(stayedIn(before))} stayed`;
  switch (outcome) {
    case 'running':
      return 'The count goes on.';
    case 'settled':
      return `The load is over, and the task count is back at its baseline of ${baseline}: nothing stayed${then}.`;
    case 'leaked':
    case 'stuck':
      return `The load is over, and ${tasks(stayed)} stayed, ${proof(recording)}${place(recording)}${then}.`;
  }
}

/** Tasks beyond the baseline. */
export function stayedIn({ after, baseline }: Recording): number {
  return Math.max(0, after - baseline);
}

function proof(recording: Recording): string {
  const stayed = stayedIn(recording);
  if (recording.leaked === 0) return `though nothing proves that ${stayed === 1 ? 'it' : 'they'} can never finish`;
  if (recording.leaked < stayed) return `${recording.leaked} of them proven never to finish`;
  return stayed === 1 ? 'proven never to finish' : 'all proven never to finish';
}

function place({ groups }: Recording): string {
  const [largest] = groups;
  if (largest === undefined) return '';
  const who = groups.length > 1 ? 'most wait' : largest.count === 1 ? 'it waits' : 'they wait';
  return `; ${who} at ${largest.where}`;
}

function tasks(count: number): string {
  return `${count} ${count === 1 ? 'task' : 'tasks'}`;
}
