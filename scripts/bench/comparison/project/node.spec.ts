import { after, describe, test } from 'node:test';
import { suite } from './suites.ts';

/** Where `why-is-node-running` is installed; nothing where the suite runs without it. */
const tool = process.env['WHY_IS_NODE_RUNNING'];
const { default: whyIsNodeRunning }: { default?: (logger: { error: (text: string) => void }) => void } =
  tool === undefined ? {} : await import(tool);

const { cases, together } = suite();
describe('handlers', { concurrency: together }, () => {
  for (const { name, run } of cases) {
    test(name, async () => {
      await run();
    });
  }
});

// What it knows is only right at the end: the first question is the last that it answers.
after(() => {
  whyIsNodeRunning?.({ error: (text) => process.stdout.write(`${text}\n`) });
  // A timer that is never cleared would keep the process for ever.
  setImmediate(() => process.exit());
});
