/** What was tried of each area, and what held. Pure. */
import { relative, sep } from 'node:path';
import type { Report } from '../report.ts';
import type { Area } from './areas.ts';

export interface Row extends Area {
  /** Attacks, of those tests that were run. */
  tried: number;
  /** Those of tests that passed. */
  held: number;
  /** The tests that were not run on this machine. */
  notRun: number;
}

/** An area whose file is not in the report was not run at all. */
export function rowsOf(areas: readonly Area[], { testResults }: Report, root: string): Row[] {
  const results = new Map(
    testResults.map(({ name, ...result }) => [relative(root, name).split(sep).join('/'), result]),
  );
  return areas.map((area) => {
    const result = results.get(area.file);
    const assertions = result?.assertionResults ?? [];
    const attacks = (status: string): number =>
      assertions
        .filter((assertion) => assertion.status === status)
        .reduce((sum, { meta }) => sum + (meta?.tried ?? 1), 0);
    const held = attacks('passed');
    const ran = assertions.filter(({ status }) => status === 'passed' || status === 'failed').length;
    // A file that broke before its tests has held nothing.
    const broken = result?.status === 'failed' && attacks('failed') === 0 ? 1 : 0;
    return {
      ...area,
      tried: held + attacks('failed') + broken,
      held,
      notRun: result === undefined ? 1 : assertions.length - ran,
    };
  });
}

/** For the terminal: a line each. */
export function renderRows(rows: readonly Row[]): string {
  return rows
    .map(({ area, tried, held, notRun }) => {
      const symbol = held < tried ? '✗' : tried === 0 ? '○' : '✓';
      const left = notRun === 0 ? '' : `, ${notRun} not run here`;
      return `${symbol} ${area}: ${number(held)} of ${number(tried)} held${left}`;
    })
    .join('\n');
}

/** In Markdown, for the page. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ area, promised, trusted, tried, held, file }) =>
      `| [${area}](../../../${file}) | ${promised} | ${trusted} | ${number(tried)} | ${held === tried ? 'all' : number(held)} |`,
  );
  return ['| area | promised | who is trusted with what | tried | held |', '|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

function number(count: number): string {
  return count.toLocaleString('en');
}
