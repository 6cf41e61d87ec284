/** Tools that measure coverage, each started bare and with leak tests, and what they say of statements, branches, functions and lines. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RowName } from './rows.ts';

export interface Tool {
  /** A folder in `programs/runners/`. */
  program: string;
  bare: string;
  tracked: string;
  /** What the doctor says of the project. */
  doctor: string;
  /** Where it tells; default: `coverage/coverage-summary.json`. */
  inOutput?: true;
}

const VITEST = 'vitest run --coverage.enabled --coverage.reporter=json-summary --coverage.reportOnFailure';
const NODE_TEST = '--test --experimental-test-coverage --test-reporter=tap';
const LEAK_TESTS = '--import taskscope/node-test';
const VITEST_DOCTOR = '✓ ok    the config of Vitest has taskscope';
const NODE_TEST_DOCTOR = '✓ ok    `npm test` has leak tests';

export const TOOLS = {
  'vitest-v8': {
    program: 'vitest',
    bare: `${VITEST} --config bare.config.ts`,
    tracked: VITEST,
    doctor: VITEST_DOCTOR,
  },
  'vitest-istanbul': {
    program: 'vitest',
    bare: `${VITEST} --coverage.provider=istanbul --config bare.config.ts`,
    tracked: `${VITEST} --coverage.provider=istanbul`,
    doctor: VITEST_DOCTOR,
  },
  'node-test': {
    program: 'node-test',
    bare: `node ${NODE_TEST} orders.test.ts`,
    tracked: `node ${LEAK_TESTS} ${NODE_TEST} orders.test.ts`,
    doctor: NODE_TEST_DOCTOR,
    inOutput: true,
  },
  c8: {
    program: 'c8',
    bare: 'c8 --reporter=json-summary node --test --test-reporter=tap orders.test.js',
    tracked: `c8 --reporter=json-summary node ${LEAK_TESTS} --test --test-reporter=tap orders.test.js`,
    doctor: NODE_TEST_DOCTOR,
  },
  nyc: {
    program: 'nyc',
    bare: 'nyc --reporter=json-summary node --test --test-reporter=tap orders.test.js',
    tracked: `nyc --reporter=json-summary node ${LEAK_TESTS} --test --test-reporter=tap orders.test.js`,
    doctor: NODE_TEST_DOCTOR,
  },
} as const satisfies Partial<Record<RowName, Tool>>;

/** These count what leak tests put into the text as well; the run says so, and with what it is counted as it was written. */
export const SAYS_SO: readonly string[] = ['vitest-v8'];

/** Each file that is not a test, with what the tool says of it; a report is removed, so that the next run writes its own. */
export function coverageOf(tool: Tool, folder: string, output: string): Record<string, unknown> {
  const of = tool.inOutput === true ? inTable(output) : inSummary(folder);
  return Object.fromEntries(Object.entries(of).filter(([file]) => !file.includes('.test.')));
}

/** The rows of the table that `node --test` prints: `# orders.ts | 80.00 | 66.67 | 75.00 | 20-24`. */
function inTable(output: string): Record<string, unknown> {
  const rows = output.matchAll(/^# *(\S+) *\| *([\d.]+) *\| *([\d.]+) *\| *([\d.]+) *\|(.*)$/gm);
  return Object.fromEntries(
    Array.from(rows, ([, file = '', lines, branches, functions, uncovered]) => [
      file,
      { lines, branches, functions, uncovered: uncovered?.trim() },
    ]),
  );
}

function inSummary(folder: string): Record<string, unknown> {
  const report = join(folder, 'coverage');
  const { total, ...files }: Record<string, unknown> = JSON.parse(
    readFileSync(join(report, 'coverage-summary.json'), 'utf8'),
  );
  rmSync(report, { recursive: true });
  return files;
}
