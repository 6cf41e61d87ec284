/** How Vitest measures coverage, and what that means for text that we change. */

/** As much of Vitest as says so. */
export interface MeasuresCoverage {
  config: { coverage: { enabled?: boolean; provider?: string } };
  logger: { warn(message: string): void };
}

/** Istanbul counts by what it puts into the text. */
export function putsCountersIn({ config: { coverage } }: MeasuresCoverage): boolean {
  return coverage.enabled === true && coverage.provider === 'istanbul';
}

/** V8 counts the text that runs, and its report has no place where ours could be told apart: null where there is nothing to say. */
export function warningOf({ config: { coverage } }: MeasuresCoverage): string | null {
  if (coverage.enabled !== true || (coverage.provider ?? 'v8') !== 'v8') return null;
  return 'taskscope: coverage by `v8` counts what leak tests put into your files as well. For what you wrote alone: `npx vitest run --coverage.enabled --coverage.provider=istanbul`.';
}
