/** The files of the corpus, in the order of its page. */

export interface Family {
  file: string;
  title: string;
}

/** The 68 blocking kernels of GoBench. */
export const GOBENCH: readonly Family[] = [
  { file: 'lock-twice', title: 'A lock taken twice' },
  { file: 'lock-kept', title: 'A lock not given back' },
  { file: 'lock-order', title: 'Two locks in two orders' },
  { file: 'read-lock-twice', title: 'A lock for reading taken twice' },
  { file: 'receiver-needs-lock', title: 'The receiver needs the lock of who sends' },
  { file: 'sender-needs-lock', title: 'The sender needs the lock of who receives' },
  { file: 'closer-needs-lock', title: 'Who would close the channel needs the lock' },
  { file: 'nobody-receives', title: 'Nobody receives' },
  { file: 'nobody-waits', title: 'Nobody wants the result' },
  { file: 'nobody-sends', title: 'Nobody sends' },
  { file: 'never-cancelled', title: 'Never cancelled' },
  { file: 'condition', title: 'No signal' },
  { file: 'wait-group', title: 'All are waited for' },
  { file: 'circle', title: 'In a circle' },
];

/** Go's tests of its own goroutine leak profile, but for the one that is about `main`. */
export const GO: readonly Family[] = [
  { file: 'go-channels', title: 'At a channel' },
  { file: 'go-locks', title: 'At a lock, or for others' },
  { file: 'go-patterns', title: 'Patterns and stress' },
];
