/**
 * Leak tests for Jest, in one line of its config: `preset: 'taskscope'`.
 *
 * The files under test are transformed by `babel-jest`, as ever, and then as by `taskscope/register`; each test is a leak test.
 * `testEnvironmentOptions: { taskscope: { timeout, ignore } }` sets how long unfinished tasks are waited for, and what to
 * pass over.
 */
import { fileURLToPath } from 'node:url';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

export default {
  testEnvironment: here('./environment.js'),
  setupFiles: [here('../commonjs/jest/setup.js')],
  setupFilesAfterEnv: [here('../commonjs/jest/guard.js')],
  transform: { '\\.[cm]?[jt]sx?$': [here('./transformer.js'), {}] },
};
