/** Runs all tests of a stage in one Vitest. Words: the folder of the stage, and the file for the results. */
import taskscope from 'taskscope/vitest';
import { startVitest } from 'vitest/node';
import { conditions } from '../vitest-conditions.ts';

const [root = '', outputFile = ''] = process.argv.slice(2);

const vitest = await startVitest(
  'test',
  [],
  {
    root,
    config: false,
    watch: false,
    include: ['*/handlers.test.ts', 'own/check/fixed.spec.ts'],
    reporters: ['json'],
    outputFile,
    // The variants differ by their files; what else is loaded is loaded once.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    // More than what `check(t)` waits for at most.
    testTimeout: 6000,
  },
  { plugins: [taskscope({ check: false })], ...conditions, logLevel: 'error' },
);
await vitest.close();
process.exit();
