/** What `npm test` makes of Vitest's report: nothing that went wrong is missing from the totals or from the names. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Report, totalsOf } from './report.ts';

const root = join('/', 'course');
const file = join(root, 'scripts', 'some.test.ts');

test('a failed test is told with its file, its name, and its message down to the line that asserts', () => {
  const message = ['Error: expected 2 to be 1', `    at ${file}:7:3`, '    at node_modules/runner.js:1:1'].join('\n');
  expect(totalsOf(reportOf([assertion('failed', [message])], 'failed'), 1, root, false)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
    notes: [
      ['✗ scripts/some.test.ts  counts and returns', '    Error: expected 2 to be 1', `        at ${file}:7:3`].join(
        '\n',
      ),
    ],
  });
});

test('a file that fails without a failed test is a failure, also beside other ones', () => {
  const report = reportOf([assertion('failed', ['Error: one'])], 'failed');
  const broken = {
    name: join(root, 'broken.test.ts'),
    status: 'failed',
    message: 'no such module',
    assertionResults: [],
  };
  const totals = totalsOf({ ...report, testResults: [...report.testResults, broken] }, 1, root, false);
  expect(totals).toMatchObject({ failed: 2 });
  expect(totals.notes[1]).toBe('✗ broken.test.ts\n    no such module');
});

test('a run that fails though every test passed is a failure', () => {
  expect(totalsOf(reportOf([assertion('passed')], 'passed'), 1, root, false)).toMatchObject({
    failed: 1,
    notes: ['✗ Vitest ended with status 1, though no test failed'],
  });
});

test('what was not run is skipped, and in CI a failure with its name', () => {
  const report = reportOf([assertion('skipped')], 'passed');
  expect(totalsOf(report, 0, root, false)).toMatchObject({ failed: 0, skipped: 1, notes: [] });
  expect(totalsOf(report, 0, root, true)).toMatchObject({
    failed: 1,
    skipped: 0,
    notes: ['✗ not run, which CI does not allow: counts and returns'],
  });
});

test('a test that passed only when it was tried again is named, with what it failed by, and is no failure', () => {
  const report = reportOf([assertion('passed', ['Error: too early'])], 'passed');
  expect(totalsOf(report, 0, root, true)).toMatchObject({
    passed: 1,
    failed: 0,
    notes: ['△ passed only when it was tried again: scripts/some.test.ts  counts and returns\n    Error: too early'],
  });
});

function assertion(status: string, failureMessages: string[] = []) {
  return { status, fullName: 'counts and returns', failureMessages };
}

function reportOf(assertionResults: ReturnType<typeof assertion>[], status: string): Report {
  return { numPassedTests: 1, testResults: [{ name: file, status, message: '', assertionResults }] };
}
