/** `taskscope/leaktest`, whose `check` waits for less long: for handlers whose leaks are held, so that nothing proves them. */
import { checkTimeout } from 'taskscope/leaktest';

export { checkSignal, checkTimeout, DeadlineError, EmptyIgnoreError, LeakError } from 'taskscope/leaktest';

/** Milliseconds. All that these handlers do is done long before. */
const PATIENCE = 300;

type Check = typeof checkTimeout extends (test: infer T, timeout: number, options?: infer O) => infer R
  ? (test: T, options?: O) => R
  : never;

export const check: Check = (test, options) => checkTimeout(test, PATIENCE, options);
