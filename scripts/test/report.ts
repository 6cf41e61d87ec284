/** What Vitest's JSON report says, as totals. */
import { relative, sep } from 'node:path';
import { failed, type Totals } from './part.ts';

interface Assertion {
  status: string;
  fullName: string;
  failureMessages: readonly string[];
  /** What the test has noted of itself: see `safety/tried.ts`. */
  meta?: { tried?: number };
}

export interface Report {
  numPassedTests: number;
  testResults: readonly { name: string; status: string; message: string; assertionResults: readonly Assertion[] }[];
}

/** So much of a message is told again at the end; the whole stands where it happened. */
const LINES = 12;

/** The names of the tests that were not run. */
export function notRunIn({ testResults }: Report): string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'pending' || status === 'skipped')
    .map(({ fullName }) => fullName);
}

/** The tests that failed, and passed when they were tried again, each with what it had failed by. */
function passedLater({ testResults }: Report, root: string): string[] {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(({ fullName, failureMessages }) =>
        told(`△ passed only when it was tried again: ${fileIn(root, name)}  ${fullName}`, failureMessages),
      ),
  );
}

/**
 * The totals of a run that ended with `status`. A file that fails without a failed test of its own, by an import or a hook, is
 * one failure; so is a run that fails though every test passed. Where nothing may be left out (`ci`), a test that was not run
 * is a failure, too.
 */
export function totalsOf(report: Report, status: number, root: string, ci: boolean): Totals {
  const failures = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = fileIn(root, name);
    const failing = assertionResults.filter((result) => result.status === 'failed');
    const ofTests = failing.map(({ fullName, failureMessages }) =>
      told(`${file}  ${fullName}`, failureMessages.slice(-1)),
    );
    return status === 'failed' && failing.length === 0 ? [told(file, [message])] : ofTests;
  });
  if (status !== 0 && failures.length === 0) failures.push(`Vitest ended with status ${status}, though no test failed`);
  const notRun = notRunIn(report);
  if (ci) failures.push(...notRun.map((name) => `not run, which CI does not allow: ${name}`));
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: ci ? 0 : notRun.length,
    notes: [...passedLater(report, root), ...failures.map(failed)],
  };
}

function fileIn(root: string, name: string): string {
  return relative(root, name).split(sep).join('/');
}

/** The first lines of each message, without the frames of packages and of Node: what was wrong, and where it is asserted. */
function told(name: string, messages: readonly string[]): string {
  const lines = messages.flatMap((message) =>
    message
      .split('\n')
      .filter((line) => !/^\s+at .*(node_modules|node:)/.test(line))
      .slice(0, LINES),
  );
  return [name, ...lines.map((line) => `    ${line}`)].join('\n');
}
