/**
 * Leak tests: that what a test starts, ends. Needs code under `taskscope/register`, `taskscope/vitest` or another of the
 * package's transforms; of other code it sees what `go()` starts.
 */
export { DeadlineError, EmptyIgnoreError, NotTrackedError } from '../errors.ts';
export { check, checkSignal, checkTimeout, type LeakCheck, type Test } from './check.ts';
export type { Found } from './find.ts';
export type { Ignore } from './ignore.ts';
export type { LeakTestOptions } from './leak-test.ts';
export { LeakError } from './report.ts';
