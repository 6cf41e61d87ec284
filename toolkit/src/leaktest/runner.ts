/** What the test runner around a leak test tells of itself: which one it is, and when it gives a test up. */
import { registry } from '../registry/registry.ts';

/** A test of Vitest, as far as it tells of its own deadline. */
export interface TimedTask {
  readonly timeout?: number;
}

/** How to have the code of the tests tracked. */
export function howToTrack({ JEST_WORKER_ID, VITEST }: NodeJS.ProcessEnv): string {
  if (VITEST) return 'add `plugins: [taskscope()]`, from `taskscope/vitest`, to the config of Vitest';
  if (JEST_WORKER_ID) return "add `preset: 'taskscope'` to the config of Jest";
  return 'start it with `node --import taskscope/register`, or with `node --import taskscope/node-test --test`';
}

/** Why leak tests see nothing here, with the line to change; null where they see what they should. */
export function whyBlind(): string | null {
  const { tracking, reason } = registry.tracking();
  if (tracking) return null;
  return registry.isTransforming() ? reason : `no code of it is transformed: ${howToTrack(process.env)}`;
}

/** Milliseconds after which the runner gives the test up, from its start; undefined where it never does, or does not tell. */
export function runnersTimeout(task: TimedTask | undefined): number | undefined {
  const timeout = task === undefined ? jestsTimeout() : task.timeout;
  return timeout !== undefined && timeout > 0 && Number.isFinite(timeout) ? timeout : undefined;
}

/** The state of jest-circus, which runs among the modules of the test file. */
function jestsTimeout(): number | undefined {
  const key = Object.getOwnPropertySymbols(globalThis).find(({ description }) => description === 'JEST_STATE_SYMBOL');
  const state: unknown = key === undefined ? undefined : Reflect.get(globalThis, key);
  if (typeof state !== 'object' || state === null) return undefined;
  const test: unknown = Reflect.get(state, 'currentlyRunningTest');
  const own: unknown = typeof test === 'object' && test !== null ? Reflect.get(test, 'timeout') : undefined;
  const timeout = own ?? Reflect.get(state, 'testTimeout');
  return typeof timeout === 'number' ? timeout : undefined;
}
