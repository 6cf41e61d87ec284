/** Kinds of what a leak can be moved to, beside those that Node itself names. */

/** Timers that do not keep the process alive. */
export const UNREF_TIMER = 'UnrefTimer';
export const PROCESS_LISTENER = 'ProcessListener';
/** On signals that live on. */
export const SIGNAL_LISTENER = 'AbortSignalListener';
/** On an emitter or a target of the program's own, which has many. */
export const EMITTER_LISTENER = 'EventListener';
/** On a primitive of the toolkit that something still holds. */
export const WAIT = 'Wait';

/** One for every so many requests is no chance. */
const REQUESTS_FOR_ONE = 4;

/** How many of a kind a load of so many requests has to leave behind to be a leak. */
export function leastOf(requests: number): number {
  return Math.max(1, Math.ceil(requests / REQUESTS_FOR_ONE));
}

/** The kinds of which there are so many more than before. */
export function resourcesGrown(
  before: { [kind: string]: number },
  after: { [kind: string]: number },
  least: number,
): string[] {
  return Object.keys(after).filter((kind) => (after[kind] ?? 0) >= (before[kind] ?? 0) + least);
}
