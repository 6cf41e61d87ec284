/** Somebody's own test suite, bare and then under taskscope: what differs, what was proven, and what it took. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Diagnosis, DOCTOR } from '../../protocol/diagnosis.ts';
import { preloads, readDiagnoses } from './examine.ts';
import { type Finding, note, right, wrong } from './finding.ts';
import { type ReportRequest, readReport, reportRequest, type TestReport } from './test-report.ts';

export interface SuiteRun {
  status: number | null;
  seconds: number;
  /** Null where the runner told none. */
  report: TestReport | null;
  diagnoses: Diagnosis[];
  /** The end of what it has said on standard error. */
  errors: string;
}

const SHOWN = 10;
/** Characters that are kept of what a suite says on standard error. */
const ERRORS = 4000;

export async function examineSuite(words: readonly string[]): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'taskscope-suite-'));
  try {
    const bare = await runSuite(words, join(folder, 'bare'), false);
    const tracked = await runSuite(words, join(folder, 'tracked'), true);
    return suiteFindings(words.join(' '), bare, tracked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runSuite(words: readonly string[], file: string, tracked: boolean): Promise<SuiteRun> {
  const request = reportRequest(commandOf(words), file);
  const [command = '', ...rest] = [...words, ...extraWords(words, request)];
  const options = [
    process.env['NODE_OPTIONS'] ?? '',
    ...(request?.nodeOptions ?? []),
    ...(tracked ? preloads().map((url) => `--import=${url}`) : []),
  ];
  const diagnoses = `${file}-diagnoses`;
  const start = performance.now();
  const child = spawn(command, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: options.join(' ').trim(), ...(tracked ? { [DOCTOR.file]: diagnoses } : {}) },
    // On Windows, npm is a script of the shell.
    shell: process.platform === 'win32',
  });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors = (errors + data).slice(-ERRORS);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) =>
      resolve({
        status,
        errors,
        seconds: (performance.now() - start) / 1000,
        report: request === null ? null : readReport(file, request),
        diagnoses: tracked ? readDiagnoses(diagnoses) : [],
      }),
    );
  });
}

/** A script of `package.json` stands for what it runs. */
function commandOf([command, ...rest]: readonly string[]): string {
  const name = scriptName(command, rest);
  if (name === null) return [command, ...rest].join(' ');
  try {
    const { scripts }: { scripts?: { [name: string]: string } } = JSON.parse(readFileSync('package.json', 'utf8'));
    return scripts?.[name] ?? '';
  } catch {
    return '';
  }
}

function scriptName(command: string | undefined, rest: readonly string[]): string | null {
  if (command === undefined || !/^(npm|yarn|pnpm)$/.test(command)) return null;
  const [first, second] = rest;
  return (first === 'run' || first === 'run-script' ? second : first === 't' ? 'test' : first) ?? null;
}

/** npm hands on only what stands behind `--`. */
function extraWords(words: readonly string[], request: ReportRequest | null): string[] {
  const extra = request?.words ?? [];
  return extra.length > 0 && words[0] === 'npm' && !words.includes('--') ? ['--', ...extra] : extra;
}

export function suiteFindings(name: string, bare: SuiteRun, tracked: SuiteRun): Finding[] {
  return [
    right(`\`${name}\` bare: ${outcome(bare)}`),
    right(`\`${name}\` tracked: ${outcome(tracked)}`),
    ...differences(bare, tracked),
    ...trackingFindings(tracked),
    ...leakFindings(tracked.diagnoses),
  ];
}

function outcome({ status, seconds, report }: SuiteRun): string {
  const tests =
    report === null
      ? ''
      : `${report.size} tests, ${[...report.values()].filter((each) => each === 'passed').length} passed, `;
  return `${tests}exit status ${status}, ${seconds.toFixed(1)} s`;
}

function differences(bare: SuiteRun, tracked: SuiteRun): Finding[] {
  if (bare.report === null || tracked.report === null) {
    return bare.status === tracked.status
      ? [
          note(
            'the exit status is the same; test by test it was not compared',
            'run it with Vitest, Jest, Mocha or `node --test`, without a reporter of its own',
          ),
        ]
      : [wrong(`the exit status was ${bare.status} and is ${tracked.status}`, ONCE_MORE)];
  }
  const names = new Set([...bare.report.keys(), ...tracked.report.keys()]);
  const changed = [...names].filter((name) => bare.report?.get(name) !== tracked.report?.get(name));
  if (changed.length === 0 && bare.status === tracked.status) return [right(`no test differs, of ${names.size}`)];
  return [
    ...(bare.status === tracked.status
      ? []
      : [wrong(`the exit status was ${bare.status} and is ${tracked.status}`, ONCE_MORE)]),
    ...changed
      .slice(0, SHOWN)
      .map((name) =>
        wrong(
          `${name}: ${bare.report?.get(name) ?? 'not run'} bare, ${tracked.report?.get(name) ?? 'not run'} tracked`,
          ONCE_MORE,
        ),
      ),
    ...(changed.length > SHOWN ? [wrong(`${changed.length - SHOWN} more tests differ`, ONCE_MORE)] : []),
  ];
}

const ONCE_MORE = 'run it once more: what differs only now and then differs without taskscope, too; else report it';

function trackingFindings({ diagnoses, errors }: SuiteRun): Finding[] {
  if (diagnoses.length === 0) {
    const said = errors.split('\n').find((line) => /error/i.test(line)) ?? errors.trim().split('\n')[0];
    return [
      wrong(
        `no process of it was tracked; it says \`${said}\``,
        `taskscope needs Node 22.15 or newer, and Node that reads \`NODE_OPTIONS\``,
      ),
    ];
  }
  const files = diagnoses.reduce((sum, { tracking }) => sum + tracking.files, 0);
  if (files > 0)
    return [
      right(
        `${plural(diagnoses.length, 'process was', 'processes were')} tracked, ${plural(files, 'file', 'files')} with async functions in them`,
      ),
    ];
  const reason = diagnoses.find(({ tracking }) => tracking.reason !== null)?.tracking.reason;
  return [note('no file was tracked', reason ?? LOADED_BY_THE_RUNNER)];
}

const LOADED_BY_THE_RUNNER =
  'Vitest and Jest load files by themselves: use `taskscope/vitest` or the preset for Jest, and every test is a leak test';

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function leakFindings(diagnoses: readonly Diagnosis[]): Finding[] {
  const counts = new Map<string, number>();
  for (const { count, name, file, line } of diagnoses.flatMap(({ leaks }) => leaks)) {
    const place = `\`${name}\` at \`${file}:${line}\``;
    counts.set(place, (counts.get(place) ?? 0) + count);
  }
  if (counts.size === 0) return [right('no task was proven to be leaked')];
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted
    .slice(0, SHOWN)
    .map(([place, count]) =>
      note(`proven to be leaked: ${count} × ${place}`, 'make its test a leak test: `taskscope/leaktest`'),
    );
}
