import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runNode, type Totals } from './part.ts';
import { notRunIn, type Report, totalsOf } from './report.ts';

export interface Run {
  report: Report;
  /** With which Vitest ended. */
  status: number;
}

/**
 * Runs one project of `vitest.config.ts`. Most tests are about other processes, on a machine that may be busy: one that fails is
 * tried once more, and named also where it passes then.
 */
export async function reportOf(root: string, project: string): Promise<Run> {
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
    return { report: JSON.parse(readFileSync(file, 'utf8')), status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tests that this machine can't run are named; in CI they are failures. */
export function totalsOfRun({ report, status }: Run, root: string): Totals {
  for (const name of notRunIn(report)) console.log(`○ not run here: ${name}`);
  return totalsOf(report, status, root, Boolean(process.env['CI']));
}

export async function runVitest(root: string, project: string): Promise<Totals> {
  return totalsOfRun(await reportOf(root, project), root);
}
