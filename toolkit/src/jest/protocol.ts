/**
 * How the environment, which Jest loads itself, reaches the leak tests, which live among the modules of a test file: those
 * have a realm, and a registry, of their own.
 */
import type { FileTest } from '../leaktest/file-test.ts';
import type { Ignore } from '../leaktest/ignore.ts';
import type { after, LeakTest } from '../leaktest/leak-test.ts';

export const KEY = Symbol.for('taskscope.jest.1');

/** What the environment leaves for the guard, among the modules of the test file. */
export const ENVIRONMENT = Symbol.for('taskscope.jest.environment.1');

export interface EnvironmentState {
  /** Whether Jest tells of tests: only its own runner does. */
  heard: boolean;
  /** Why the test file is not transformed, with the line to change; null where it is. */
  untransformed: string | null;
}

export interface LeakTests {
  LeakTest: typeof LeakTest;
  FileTest: typeof FileTest;
  after: typeof after;
}

export interface CheckOptions {
  /** Milliseconds that unfinished tasks are waited for at the end of a test. Default 5000, as leaktest. */
  timeout?: number;
  /** Tasks to pass over. */
  ignore?: readonly Ignore[];
  /** Where a test fails on a suspicion alone, say what holds the tasks: by a heap snapshot. Default false. */
  why?: boolean;
}
