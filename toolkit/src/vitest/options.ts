/** What goes from the config of Vitest to the tests. */
import type { Ignore } from '../leaktest/ignore.ts';

export interface CheckOptions {
  /** Whether each test is a leak test. False where tests call `check` themselves: then files are only transformed. Default true. */
  check?: boolean;
  /** Milliseconds that unfinished tasks are waited for at the end of a test. Default 5000, as leaktest. */
  timeout?: number;
  /** Tasks to pass over. */
  ignore?: readonly Ignore[];
  /** Where a test fails on a suspicion alone, say what holds the tasks: by a heap snapshot. Default false. */
  why?: boolean;
}

declare module 'vitest' {
  interface ProvidedContext {
    taskscope: CheckOptions;
  }
}
