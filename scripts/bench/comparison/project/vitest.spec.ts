import { test } from 'vitest';
import { suite } from './suites.ts';

const { cases, together } = suite();
for (const { name, run } of cases) {
  test(name, { concurrent: together }, async () => {
    await run();
  });
}
