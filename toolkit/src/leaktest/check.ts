import { DeadlineError, NotTrackedError } from '../errors.ts';
import { now } from '../real-time.ts';
import type { Found } from './find.ts';
import { after, LeakTest, type LeakTestOptions } from './leak-test.ts';
import { throwAll } from './report.ts';
import { runnersTimeout, type TimedTask, whyBlind } from './runner.ts';
import type { Deadline } from './wait.ts';

/** As leaktest. */
const DEFAULT_TIMEOUT = 5000;
/** Before the runner gives the test up, with a word that names no line. */
const MARGIN = 800;
/** The same where what holds the tasks is looked for as well. */
const WHY_MARGIN = 2500;
/** For the report itself. */
const REPORT = 200;
/** However late it is: a healthy task takes a moment, and a hook has a deadline of its own. */
const LEAST_TIMEOUT = 1000;

/**
 * All that is asked of a test: its name, for the report, and to tell when it is over, for a check that was never ended. What
 * Vitest and `node:test` hand to a test fits; in Jest, give a name.
 */
export type Test =
  | string
  | { readonly name?: string; after?(callback: () => void): void }
  | { readonly task: { readonly name: string } & TimedTask; onTestFinished?(callback: () => void): void };

/** The check of each test that is not over: a second one of the same test lies in it. */
const checks = new WeakMap<object, LeakTest>();

/** Ends the check when it is called, or at the end of the scope of an `await using`. Called again, it gives the same result. */
export interface LeakCheck extends AsyncDisposable {
  /**
   * Waits until all tasks that were started since have finished. Rejected with a `LeakError`, or an `AggregateError` of
   * several, one for each group of tasks with the same stack: as soon as a task is proven to be leaked, and at the deadline
   * where tasks are merely unfinished.
   */
  (): Promise<void>;
  /** The tasks that have not finished by now, without a wait and without a verdict. */
  find(): Found;
}

/**
 * A leak test, after Go's leaktest: what the code after it starts must have finished when the function that it returns is
 * called, or finish within 5 s of that; within less where the runner would give the test up before.
 *
 *     const done = check(t);
 *     await handler(request);
 *     await done();
 *
 * Tasks that were started before are none of its business, nor are those of tests that run at the same time, nor those that
 * another check in the test answers for.
 */
export function check(test?: Test, options: LeakTestOptions = {}): LeakCheck {
  const started = now();
  const timeout = runnersTimeout(taskOf(test));
  return start(test, options, () => {
    const margin = options.why ? WHY_MARGIN : MARGIN;
    const left = timeout === undefined ? DEFAULT_TIMEOUT : timeout - margin - (now() - started);
    const ms = Math.round(Math.min(DEFAULT_TIMEOUT, Math.max(LEAST_TIMEOUT, left)));
    return { deadline: after(ms), waited: ms };
  });
}

/** `check` that waits `ms` milliseconds; the clock starts when the function that it returns is called. */
export function checkTimeout(test: Test | undefined, ms: number, options: LeakTestOptions = {}): LeakCheck {
  if (!(ms >= 0 && ms <= 2 ** 31 - 1))
    throw new DeadlineError('checkTimeout', 'ms', 'a number of milliseconds, 0 or more');
  return start(test, options, () => ({ deadline: after(ms), waited: ms }));
}

/** `check` that waits until the signal is aborted: with `AbortSignal.timeout(ms)` the clock runs from there on. */
export function checkSignal(test: Test | undefined, signal: AbortSignal, options: LeakTestOptions = {}): LeakCheck {
  if (typeof signal?.aborted !== 'boolean') throw new DeadlineError('checkSignal', 'signal', 'an `AbortSignal`');
  return start(test, options, () => ({ deadline: abortOf(signal), waited: undefined }));
}

/** `limit` is asked when the check ends: the clock starts then. */
function start(
  test: Test | undefined,
  options: LeakTestOptions,
  limit: () => { deadline: Deadline; waited: number | undefined },
): LeakCheck {
  const blind = whyBlind();
  if (blind !== null) throw new NotTrackedError(blind);
  const timeout = runnersTimeout(taskOf(test));
  const started = now();
  const left = timeout === undefined ? undefined : (): number => timeout - REPORT - (now() - started);
  const context = typeof test === 'string' ? undefined : test;
  const first = context && checks.get(context);
  const leakTest = new LeakTest(nameOf(test), options, first?.isOpen ? first : undefined);
  if (context && !first?.isOpen) checks.set(context, leakTest);
  leakTest.enter();
  let result: Promise<void> | undefined;
  // A test that fails before it comes to its end must not stay open beside those that follow.
  whenOver(test, () => {
    if (result === undefined) leakTest.close();
  });
  const end = (): Promise<void> => {
    if (result === undefined) {
      const { deadline, waited } = limit();
      result = leakTest.end(deadline, waited, left).then(throwAll);
    }
    return result;
  };
  return Object.assign(end, { find: () => leakTest.find(), [Symbol.asyncDispose]: end });
}

function abortOf(signal: AbortSignal): Deadline {
  return (expire) => {
    if (signal.aborted) expire();
    else signal.addEventListener('abort', expire, { once: true });
    return () => signal.removeEventListener('abort', expire);
  };
}

function nameOf(test: Test | undefined): string {
  if (test === undefined || typeof test === 'string') return test ?? '';
  return ('task' in test ? test.task.name : test.name) ?? '';
}

/** What Vitest hands to a test is a function. */
function taskOf(test: Test | undefined): TimedTask | undefined {
  return test !== undefined && typeof test !== 'string' && 'task' in test ? test.task : undefined;
}

function whenOver(test: Test | undefined, callback: () => void): void {
  if (test === undefined || typeof test === 'string') return;
  if ('task' in test) test.onTestFinished?.(callback);
  else test.after?.(callback);
}
