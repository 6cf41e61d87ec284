/** Runs the suite in Vitest. Words: the tool (`none`, `taskscope` or `vitest`), and the file for the results. */
import { fileURLToPath } from 'node:url';
import taskscope from 'taskscope/vitest';
import { startVitest } from 'vitest/node';

const [tool, outputFile = ''] = process.argv.slice(2);
/** In this repository `taskscope` is its source: what Vite has to be told for that. */
const conditions = ['taskscope-source', 'node', 'import', 'module', 'default'];

const vitest = await startVitest(
  'test',
  [],
  {
    root: fileURLToPath(new URL('.', import.meta.url)),
    config: false,
    watch: false,
    include: ['vitest.spec.ts'],
    reporters: ['default', 'json'],
    outputFile: { json: outputFile },
    testTimeout: 30_000,
    detectAsyncLeaks: tool === 'vitest',
  },
  {
    plugins: tool === 'taskscope' ? [taskscope()] : [],
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    logLevel: 'error',
  },
);
await vitest.close();
