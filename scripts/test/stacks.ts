import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { failed, type Part, type Totals } from './part.ts';
import { changedRows, RESULTS, recordedResults, recordResults, resultsOfRun } from './stacks-table.ts';
import { runVitest } from './vitest.ts';

/**
 * taskscope in real frameworks, compilers and runners, installed from the registry. The table of `docs/en/toolkit/stacks.md`
 * is made from what the run saw; in CI, which changes no file, it has to be there already.
 */
export const stacks: Part = {
  title: 'the stacks',
  async run(root) {
    rmSync(join(root, RESULTS), { recursive: true, force: true });
    const totals = await runVitest(root, 'stacks');
    return totals.failed > 0 ? totals : compared(root, totals);
  },
};

/** A run that failed says nothing of the table. */
function compared(root: string, totals: Totals): Totals {
  const results = resultsOfRun(root);
  const changed = changedRows(recordedResults(root), results);
  if (changed.length === 0) return totals;
  if (!process.env['CI']) {
    recordResults(root, results);
    console.log(`The table in \`docs/en/toolkit/stacks.md\` has changed: ${changed.join(', ')}.`);
    return totals;
  }
  const problem = `\`docs/en/toolkit/stacks.md\` has other rows than this run saw (${changed.join(', ')}): run \`npm test stacks\`, and commit what it has written`;
  return { ...totals, failed: totals.failed + 1, notes: [...totals.notes, failed(problem)] };
}
