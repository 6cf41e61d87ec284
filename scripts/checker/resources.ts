/** Intervals that do not keep the process alive, and fire as long as it lives. */
export const UNREF_INTERVAL = 'UnrefInterval';
/** Kinds of resources that a leak can be moved to. */
const WATCHED = [UNREF_INTERVAL, 'Timeout', 'Immediate', 'TCPSocketWrap', 'PipeWrap', 'FSEventWrap', 'ProcessWrap'];
/** A timer of the framework, a connection that is just being closed. */
const SLACK = 2;

/** The watched kinds of which there are more than before, beyond a slack of two. */
export function resourcesGrown(before: { [kind: string]: number }, after: { [kind: string]: number }): string[] {
  return WATCHED.filter((kind) => (after[kind] ?? 0) > (before[kind] ?? 0) + SLACK);
}
