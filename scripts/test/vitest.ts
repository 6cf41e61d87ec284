import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode, type Totals } from './part.ts';
import { notRunIn, type Report, totalsOf } from './report.ts';

/**
 * Runs one project of `vitest.config.ts`. Tests that this machine can't run are named; in CI they are failures. Most tests are
 * about other processes, on a machine that may be busy: one that fails is tried once more, and named also where it passes then.
 */
export async function runVitest(root: string, project: string): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), 'leaklab-test-'));
  const file = join(folder, 'report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const words = [
    'run',
    `--project=${project}`,
    '--retry=1',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ];
  try {
    const { status } = await runNode(root, [vitest, ...words]);
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    for (const name of notRunIn(report)) console.log(`○ not run here: ${name}`);
    return totalsOf(report, status, root, Boolean(process.env['CI']));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
