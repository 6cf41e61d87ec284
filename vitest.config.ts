import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Without `import`: Vitest hands these to Node as well, and a `require` of Express would get ES modules by it.
const conditions = ['taskscope-source', 'node', 'module'];
/** Tests that install from the registry take minutes: `npm test clone` runs them, and CI does. */
const heavy = 'scripts/**/*.heavy.test.ts';
/** With packages that few have: `npm test classroom`. */
const classroom = 'scripts/classroom/**/*.test.ts';
/** taskscope in real frameworks, which are installed from the registry: `npm test stacks`. Their own tests are no tests of ours. */
const stacks = 'toolkit/test/stacks/*.stack.test.ts';
const stackPrograms = 'toolkit/test/stacks/programs/**';
/** taskscope on Node for Windows, by Wine: `npm test windows`. */
const windows = 'toolkit/test/windows/**';
/** `npm test safety`. Those of the classroom run where its packages are installed. */
const attacks = ['toolkit/test/**/*.safety.test.ts', 'scripts/**/*.safety.test.ts'];
const withClassroom = existsSync(new URL('scripts/classroom/node_modules', import.meta.url));
/** Milliseconds. A million inputs take hours. */
const attackTimeout = process.env['LEAKLAB_INPUTS'] === undefined ? 180_000 : 12 * 3600_000;

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Most tests wait for child processes, and the machine may be busy: a test that hangs is ended by this, none asserts on it.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    // Whatever language this machine speaks: the tests expect English, but for those that say what they expect.
    env: { LEAKLAB_LANGUAGE: 'en' },
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['toolkit/test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [heavy, classroom, stacks, stackPrograms, windows, ...attacks, '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'classroom',
          include: [classroom],
          exclude: [...attacks, '**/node_modules/**'],
          // The embedded database takes seconds to begin with, on a busy machine a minute.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'safety',
          include: attacks,
          exclude: [...(withClassroom ? [] : [classroom]), '**/node_modules/**'],
          testTimeout: attackTimeout,
          hookTimeout: 180_000,
        },
      },
      { extends: true, test: { name: 'clone', include: [heavy] } },
      // The first of a file installs its packages; what a framework builds takes its time.
      { extends: true, test: { name: 'stacks', include: [stacks], testTimeout: 300_000, hookTimeout: 300_000 } },
      {
        extends: true,
        test: {
          name: 'windows',
          include: ['toolkit/test/windows/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
