/**
 * How the environment, which Jest loads itself, reaches the leak tests, which live among the modules of a test file: those
 * have a realm, and a registry, of their own.
 */
import type { FileTest } from '../leaktest/file-test.ts';
import type { Ignore } from '../leaktest/ignore.ts';
import type { after, LeakTest } from '../leaktest/leak-test.ts';

export const KEY = Symbol.for('taskscope.jest.1');

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
}
