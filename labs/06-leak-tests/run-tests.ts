/** Runs the tests of this folder by hand: `npm run lab 6 start`. Not to be edited. */
import { fileURLToPath } from 'node:url';
import taskscope from 'taskscope/vitest';
import { startVitest } from 'vitest/node';
import { conditions } from './vitest-conditions.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

// The files are transformed, so that their tasks are seen; what is a leak test is up to the tests.
await startVitest(
  'test',
  [],
  {
    root,
    config: false,
    watch: false,
    include: ['handlers.test.ts'],
    // More than what `check(t)` waits for at most: it tells who is stuck, and where.
    testTimeout: 7000,
  },
  { plugins: [taskscope({ check: false })], ...conditions },
);
