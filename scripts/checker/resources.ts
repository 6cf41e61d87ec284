/** Kinds of resources that a leak can be moved to: they keep the process alive, as a task does not. */
const WATCHED = ['Timeout', 'Immediate', 'TCPSocketWrap', 'PipeWrap', 'FSEventWrap', 'ProcessWrap'];
/** A timer of the framework, a connection that is just being closed. */
const SLACK = 2;

/** The watched kinds of which there are more than before, beyond a slack of two. */
export function resourcesGrown(before: { [kind: string]: number }, after: { [kind: string]: number }): string[] {
  return WATCHED.filter((kind) => (after[kind] ?? 0) > (before[kind] ?? 0) + SLACK);
}
