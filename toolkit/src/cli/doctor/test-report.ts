/** How a test runner is made to write a report that a program can read, and reading it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** How each test ended, by its whole name. */
export type TestReport = ReadonlyMap<string, string>;

export interface ReportRequest {
  /** Words behind those of the command. */
  words: string[];
  /** Words for `NODE_OPTIONS`. */
  nodeOptions: string[];
  read(text: string): TestReport;
}

/** `command` is what is run in the end, `file` where the report goes; null for a runner that we don't know, or that reports already. */
export function reportRequest(command: string, file: string): ReportRequest | null {
  if (/\bvitest\b/.test(command)) {
    return {
      words: ['--reporter=default', '--reporter=json', `--outputFile=${file}`],
      nodeOptions: [],
      read: readJest,
    };
  }
  if (/\bjest\b/.test(command)) return { words: ['--json', `--outputFile=${file}`], nodeOptions: [], read: readJest };
  if (/\bmocha\b/.test(command)) {
    return { words: ['--reporter=json', '--reporter-option', `output=${file}`], nodeOptions: [], read: readMocha };
  }
  if (!/\bnode\b.*--test\b/.test(command) || command.includes('--test-reporter')) return null;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const reporter = new URL(`../../doctor/reporter.${extension}`, import.meta.url).href;
  return {
    words: [],
    nodeOptions: [`--test-reporter=${reporter}`, `--test-reporter-destination=${JSON.stringify(file)}`],
    read: readLines,
  };
}

export function readReport(file: string, { read }: ReportRequest): TestReport | null {
  try {
    return read(readFileSync(file, 'utf8'));
  } catch {
    // It broke off before it wrote one.
    return null;
  }
}

const jestSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Vitest writes the same. */
function readJest(text: string): TestReport {
  const { testResults } = jestSchema.parse(JSON.parse(text));
  return numbered(
    testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({ name: `${name} ${fullName}`, status })),
    ),
  );
}

const mochaTests = z.array(z.object({ fullTitle: z.string() }));
const mochaSchema = z.object({ passes: mochaTests, failures: mochaTests, pending: mochaTests });

function readMocha(text: string): TestReport {
  const { passes, failures, pending } = mochaSchema.parse(JSON.parse(text));
  const of = (tests: z.infer<typeof mochaTests>, status: string): { name: string; status: string }[] =>
    tests.map(({ fullTitle }) => ({ name: fullTitle, status }));
  return numbered([...of(passes, 'passed'), ...of(failures, 'failed'), ...of(pending, 'skipped')]);
}

const lineSchema = z.object({ name: z.string(), status: z.string() });

function readLines(text: string): TestReport {
  const lines = text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '');
  return numbered(lines.map((line) => lineSchema.parse(JSON.parse(line))));
}

/** Two tests may have one name. */
function numbered(tests: readonly { name: string; status: string }[]): TestReport {
  const report = new Map<string, string>();
  for (const { name, status } of tests) {
    let key = name;
    for (let number = 2; report.has(key); number++) key = `${name} (${number})`;
    report.set(key, status);
  }
  return report;
}
