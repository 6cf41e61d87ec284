import { defineConfig } from 'vitest/config';

const conditions = ['taskscope-source', 'node', 'import', 'module', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['toolkit/test/**/*.test.ts', 'scripts/**/*.test.ts'],
    // Most tests wait for child processes, and the machine may be busy: a test that hangs is ended by this, none asserts on it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
