/** Runs all tests of a stage in one Vitest. Words: the folder of the stage, the file for the results, and the folder whose leaks are held. */
import { writeFileSync } from 'node:fs';
import taskscope from 'taskscope/vitest';
import { startVitest } from 'vitest/node';
import { conditions } from '../vitest-conditions.ts';

const [root = '', outputFile = '', held = ''] = process.argv.slice(2);

/** Where a leak is held, and so never proven, `check` gives up after five seconds: here sooner, and in the same words. */
const shortPatience = {
  name: 'short-patience',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    source === 'taskscope/leaktest' && importer?.includes(`/${held}/`) && !importer.endsWith('/patience.ts')
      ? `${root}/${held}/patience.ts`
      : null,
};

const vitest = await startVitest(
  'test',
  [],
  {
    root,
    config: false,
    watch: false,
    include: ['*/handlers.test.ts', '*/check/fixed.spec.ts'],
    reporters: ['json'],
    outputFile,
    // The variants differ by their files; what else is loaded is loaded once.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    // More than what `check(t)` waits for at most.
    testTimeout: 6000,
  },
  { plugins: [shortPatience, taskscope({ check: false })], ...conditions, logLevel: 'error' },
);
// Errors that nobody caught have no test: Vitest's own report has them, and its JSON does not.
const escaped = vitest.state.getUnhandledErrors().map((error) => {
  // From a worker they come as copies, which are no instances of anything.
  const stack: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'stack') : null;
  return String(stack ?? error);
});
writeFileSync(`${outputFile}.escaped`, JSON.stringify(escaped));
await vitest.close();
process.exit();
