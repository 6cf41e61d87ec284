import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode, type Totals } from './part.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
}

/** Runs one project of `vitest.config.ts`. Tests that this machine can't run are named; in CI they are failures. */
export async function runVitest(root: string, project: string): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), 'leaklab-test-'));
  const file = join(folder, 'report.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const words = ['run', `--project=${project}`, '--reporter=default', '--reporter=json', `--outputFile=${file}`];
  try {
    const { status } = await runNode(root, [vitest, ...words]);
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    const notRun = report.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter((result) => result.status === 'pending' || result.status === 'skipped')
      .map(({ fullName }) => fullName);
    for (const name of notRun) console.log(`○ not run here: ${name}`);
    const ci = Boolean(process.env['CI']);
    const broken = report.numFailedTests === 0 && status !== 0 ? 1 : 0;
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken + (ci ? notRun.length : 0),
      skipped: ci ? 0 : notRun.length,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
