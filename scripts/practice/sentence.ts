import type { Recording } from '../checker/run/recording.ts';
import { say } from '../language/say.mjs';

/** What was seen, in one sentence. */
export function sentenceOn(recording: Recording, before: Recording | null): string {
  const { outcome, baseline } = recording;
  const stayed = stayedIn(recording);
  const then = before === null || stayedIn(before) === 0 ? '' : say`; before, ${tasks(stayedIn(before))} stayed`;
  switch (outcome) {
    case 'running':
      return say`The count goes on.`;
    case 'settled':
      return say`The load is over, and the task count is back at its baseline of ${baseline}: nothing stayed${then}.`;
    case 'leaked':
    case 'stuck':
      return say`The load is over, and ${tasks(stayed)} stayed, ${proof(recording)}${place(recording)}${then}.`;
  }
}

/** Tasks beyond the baseline. */
export function stayedIn({ after, baseline }: Recording): number {
  return Math.max(0, after - baseline);
}

function proof(recording: Recording): string {
  const stayed = stayedIn(recording);
  if (recording.leaked === 0)
    return stayed === 1
      ? say`though nothing proves that it can never finish`
      : say`though nothing proves that they can never finish`;
  if (recording.leaked < stayed) return say`${recording.leaked} of them proven never to finish`;
  return stayed === 1 ? say`proven never to finish` : say`all proven never to finish`;
}

function place({ groups }: Recording): string {
  const [largest] = groups;
  if (largest === undefined || largest.where === '') return '';
  const { count, where } = largest;
  const who =
    groups.length > 1
      ? say`; most wait at ${where}`
      : count === 1
        ? say`; it waits at ${where}`
        : say`; they wait at ${where}`;
  return who;
}

function tasks(count: number): string {
  return count === 1 ? say`1 task` : say`${count} tasks`;
}
