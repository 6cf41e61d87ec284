/** Runs in each test file before all else. */
import { afterAll, aroundEach, inject } from 'vitest';
import { defineGlobals } from '../globals.ts';
import { FileTest } from '../leaktest/file-test.ts';
import { PATIENCE } from '../leaktest/holders.ts';
import { after, LeakTest } from '../leaktest/leak-test.ts';
import { throwAll } from '../leaktest/report.ts';
import './options.ts';

/** For the collections that come on top of the wait. */
const MARGIN = 10_000;

defineGlobals();
const { check = true, timeout = 5000, ignore = [], why = false } = inject('taskscope');
if (check) {
  // Vitest shows the lines of the source by itself.
  const options = { ignore, codeFrame: false, why };
  const file = new FileTest(options);

  // Around the hooks of the test too: what they start counts, and what they end has ended.
  aroundEach(
    async (runTest, { task }) => {
      const test = new LeakTest(task.name, options);
      await test.run(runTest);
      throwAll(await test.end(after(timeout), timeout));
    },
    timeout + MARGIN + (why ? PATIENCE : 0),
  );

  afterAll(async () => throwAll(await file.end()), MARGIN);
}
