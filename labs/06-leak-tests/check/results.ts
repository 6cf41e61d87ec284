/** What Vitest's JSON report says, by the folder of the stage. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { say } from '../../../scripts/checker/index.ts';

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullable() }),
      ),
    }),
  ),
});

export interface TestResult {
  name: string;
  /** The first error, with its stack; null where it passed. */
  error: string | null;
}

export interface FileResult {
  /** Why the file itself could not be run, or failed outside of its tests; empty where it did not. */
  message: string;
  /** Those that ran. */
  tests: TestResult[];
}

/** By folder; the checker's own tests under `fixed`. */
export function readResults(file: string): Map<string, FileResult> {
  const { testResults } = Report.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(
    testResults.map(({ name, message, assertionResults }) => {
      const folder = basename(dirname(name));
      const tests = assertionResults
        .filter(({ status }) => status === 'passed' || status === 'failed')
        .map(({ fullName, status, failureMessages }) => ({
          name: fullName,
          error: status === 'failed' ? (failureMessages?.[0] ?? 'failed') : null,
        }));
      return [folder === 'check' ? 'fixed' : folder, { message, tests }];
    }),
  );
}

export function failed({ message, tests }: FileResult): TestResult[] {
  const own =
    message === '' || tests.some(({ error }) => error !== null)
      ? []
      : [{ name: say`(outside of the tests)`, error: message }];
  return [...tests.filter(({ error }) => error !== null), ...own];
}

/** Errors that nobody caught, with their stacks. */
export function readEscaped(report: string): string[] {
  const file = `${report}.escaped`;
  return existsSync(file) ? z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}
