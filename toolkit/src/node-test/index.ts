/**
 * Leak tests for `node --test`: `node --import taskscope/node-test --test`.
 *
 * It is `taskscope/register` and, in each test file, a leak test around each test. `TASKSCOPE_TIMEOUT` is the milliseconds
 * that unfinished tasks are waited for (default 5000), `TASKSCOPE_IGNORE` a comma-separated list of names and places to pass
 * over; with `TASKSCOPE_WHY=1`, what is suspected is told with what holds it.
 *
 * `node:test` lets nobody run a test in a context of its own. So of tests that run at the same time (`concurrency`), a leak is
 * proven, but reported for the file; call `check(t)` in such a test, and it is told which one it was.
 */
import '../register.ts';
import { after, afterEach, beforeEach, type TestContext } from 'node:test';
import { FileTest } from '../leaktest/file-test.ts';
import type { Ignore } from '../leaktest/ignore.ts';
import { after as deadlineAfter, LeakTest } from '../leaktest/leak-test.ts';
import { throwAll } from '../leaktest/report.ts';

const { TASKSCOPE_TIMEOUT = '5000', TASKSCOPE_IGNORE = '', TASKSCOPE_WHY = '' } = process.env;
const timeout = Number(TASKSCOPE_TIMEOUT);
const options = {
  ignore: TASKSCOPE_IGNORE.split(',').filter(Boolean).flatMap(nameOrSite),
  why: TASKSCOPE_WHY === '1',
};
const running = new Map<string, LeakTest>();
const file = new FileTest(options);

beforeEach((t) => {
  if (!isTest(t)) return;
  running.set(t.fullName, new LeakTest(t.name, options, parentOf(t.fullName)));
});

afterEach((t) => {
  if (!isTest(t)) return;
  const test = running.get(t.fullName);
  running.delete(t.fullName);
  // Behind the hooks of the author, which may end what the test has started.
  t.after(async () => throwAll((await test?.end(deadlineAfter(timeout), timeout)) ?? []));
});

after(async () => throwAll(await file.end()));

function isTest(t: unknown): t is TestContext {
  return typeof t === 'object' && t !== null && 'after' in t;
}

/** The test that this one is a subtest of. */
function parentOf(fullName: string): LeakTest | undefined {
  const [parent] = [...running.keys()]
    .filter((name) => fullName.startsWith(`${name} > `))
    .sort((a, b) => b.length - a.length);
  return parent === undefined ? undefined : running.get(parent);
}

function nameOrSite(entry: string): Ignore[] {
  return [{ name: entry }, { site: entry }];
}
