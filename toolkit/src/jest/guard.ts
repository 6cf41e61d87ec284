/**
 * Runs in the realm of each test file, when all is set up: where the environment that makes each test a leak test is not there,
 * or hears nothing of tests, the file fails, with the line to change.
 */
import { readFileSync } from 'node:fs';
import { ENVIRONMENT, type EnvironmentState } from './protocol.ts';

const OWN_ENVIRONMENT =
  'name a file there that has `export default withLeakTests(Environment)`, from `taskscope/jest-environment`, around the environment that you need';

const problem = findProblem(Reflect.get(globalThis, ENVIRONMENT), testFile());
if (problem !== null) throw new Error(`The tests of this file are no leak tests, for ${problem}.`);

function findProblem(state: EnvironmentState | undefined, file: string | undefined): string | null {
  if (state === undefined) return `${otherEnvironment(file)}: leave that out, or ${OWN_ENVIRONMENT}`;
  if (!state.heard)
    return 'its runner tells nothing of tests: take `testRunner` out of the config, so that it is `jest-circus`';
  return state.untransformed;
}

function otherEnvironment(file: string | undefined): string {
  const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) => /@jest-environment\s/.test(line));
  return index < 0
    ? 'another `testEnvironment` in the config takes the place of that of the preset'
    : `line ${index + 1} of \`${file}\` has a \`@jest-environment\` of its own`;
}

/** Jest tells it to `expect`. */
function testFile(): string | undefined {
  const expect: unknown = Reflect.get(globalThis, 'expect');
  if (typeof expect !== 'function') return undefined;
  const getState: unknown = Reflect.get(expect, 'getState');
  const state: unknown = typeof getState === 'function' ? getState() : undefined;
  const path: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'testPath') : undefined;
  return typeof path === 'string' ? path : undefined;
}
