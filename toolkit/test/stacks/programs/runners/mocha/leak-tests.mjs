/** Each test is a leak test. What was found fails the run at its end: Mocha would run no more tests behind a hook that fails. */
import { check } from 'taskscope/leaktest';

const errors = [];
let done;

export const mochaHooks = {
  beforeEach() {
    done = check(this.currentTest.fullTitle());
  },
  async afterEach() {
    await done().catch((error) => errors.push(error));
  },
  afterAll() {
    if (errors.length > 0) throw new Error(errors.map(({ stack }) => stack).join('\n\n'));
  },
};
