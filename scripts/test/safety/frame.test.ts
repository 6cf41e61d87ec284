/** What is counted of the attacks, and what their files have to say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../report.ts';
import { isShort } from '../short.ts';
import { type Area, areaOf, readAreas } from './areas.ts';
import { PAGE } from './page.ts';
import { renderRows, rowsOf, tableOf } from './table.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const root = join('/', 'course');
const area: Area = { file: 'scripts/some.safety.test.ts', area: 'Files', promised: 'whole', trusted: 'nobody' };

test('every file of attacks says what is promised, and who is trusted', () => {
  const areas = readAreas(ROOT);
  expect(areas.length).toBeGreaterThan(0);
  expect(new Set(areas.map((each) => each.area)).size).toBe(areas.length);
});

test.skipIf(isShort)('the page has the words of each', () => {
  const page = readFileSync(join(ROOT, PAGE), 'utf8');
  const missing = readAreas(ROOT).filter(({ promised, trusted }) => !page.includes(`| ${promised} | ${trusted} |`));
  expect(
    missing.map(({ file }) => file),
    'run `npm test safety record`',
  ).toEqual([]);
});

test('what is said goes over several lines, and ends with the next word or the comment', () => {
  const text =
    '/**\n * Why.\n *\n * @area Files\n * @promised One,\n *   and two.\n * @trusted Nobody.\n */\n * @area x\n';
  expect(areaOf('a.ts', text)).toEqual({ file: 'a.ts', area: 'Files', promised: 'One, and two.', trusted: 'Nobody.' });
});

test('a file that does not say it is named', () => {
  expect(() => areaOf('a.ts', '/**\n * @area Files\n * @trusted Nobody.\n */\n')).toThrow('`a.ts` has to begin with');
});

test('a test is one attack, or as many as it has noted; what failed is tried and not held', () => {
  const rows = rowsOf(
    [area],
    report([{ status: 'passed', tried: 40 }, { status: 'passed' }, { status: 'failed' }]),
    root,
  );
  expect(rows).toEqual([{ ...area, tried: 42, held: 41, notRun: 0 }]);
  expect(renderRows(rows)).toBe('✗ Files: 41 of 42 held');
  expect(tableOf(rows)).toContain('| whole | nobody | 42 | 41 |');
});

test('what was not run is neither tried nor held, and said', () => {
  const rows = rowsOf([area, { ...area, file: 'b.safety.test.ts' }], report([{ status: 'skipped', tried: 40 }]), root);
  expect(rows.map(({ tried, held, notRun }) => [tried, held, notRun])).toEqual([
    [0, 0, 1],
    [0, 0, 1],
  ]);
  expect(renderRows(rows.slice(0, 1))).toBe('○ Files: 0 of 0 held, 1 not run here');
});

test('a file that breaks before its tests has held nothing', () => {
  expect(rowsOf([area], { ...report([]), ...brokenFile() }, root)).toEqual([{ ...area, tried: 1, held: 0, notRun: 0 }]);
});

function brokenFile(): Pick<Report, 'testResults'> {
  const [result] = report([]).testResults;
  return { testResults: result === undefined ? [] : [{ ...result, status: 'failed' }] };
}

function report(tests: readonly { status: string; tried?: number }[]): Report {
  const assertionResults = tests.map(({ status, ...meta }) => ({ status, fullName: '', failureMessages: [], meta }));
  return {
    numPassedTests: 0,
    testResults: [{ name: join(root, area.file), status: 'passed', message: '', assertionResults }],
  };
}
