/** Real runs of the three test runners: a leak fails its own test and no other, at the author's line, and the exit status says so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { hasJest, makeProject, type Project, type Run, run } from './project.ts';

let project: Project = { folder: '', remove: () => {} };
beforeAll(() => {
  project = makeProject();
});
afterAll(() => project.remove());

/** The line of a sample's file that holds the text. */
function lineOf(file: string, text: string): number {
  const lines = readFileSync(join(import.meta.dirname, 'samples', file), 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

const sample = (name: string): string => join(project.folder, 'samples', name);

describe('Vitest', () => {
  const vitest = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'vitest', 'vitest.mjs');

  interface Report {
    testResults: {
      status: string;
      message: string;
      assertionResults: { title: string; status: string; failureMessages: string[] }[];
    }[];
  }

  async function runSpec(name: string): Promise<Run & { file: Report['testResults'][number] | undefined }> {
    const report = join(sample('vitest'), `${name}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
    const result = await run(process.execPath, [vitest, 'run', ...reporters, name], sample('vitest'));
    const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'));
    return { ...result, file: testResults[0] };
  }

  test('passes what is clean', async () => {
    const { status, output, file } = await runSpec('clean');
    expect(output).not.toContain('LeakError');
    expect(status).toBe(0);
    expect(file?.assertionResults).toHaveLength(8);
  });

  test('fails each test that leaks, and none of its neighbours', async () => {
    const { status, output, file } = await runSpec('leaky');
    expect(status).toBe(1);
    const failures = Object.fromEntries(
      (file?.assertionResults ?? []).map(({ title, failureMessages }) => [
        title,
        failureMessages.map((message) => /^LeakError: (.*?), started/.exec(message)?.[1] ?? 'other'),
      ]),
    );
    expect(failures).toEqual({
      healthy: [],
      leaky: ['Leaked (proven): `sender`'],
      slow: [],
      'leaky on its error path': ['Leaked (proven): `reader`'],
      'under fake timers': ['Leaked (proven): `sender`'],
      'a thousand': ['Leaked (proven): 1000 tasks `sender`'],
      'held by a global': ['Stuck (not proven): `keeps`'],
      'never ends': ['other', 'Leaked (proven): `leaky.spec.func6`'],
      'fails by itself too': ['other', 'Leaked (proven): `sender`'],
    });
    // The lines of the source, with a mark under the author's `await`.
    expect(output).toContain('❯ sender handlers.ts:12:7');
    expect(output).toMatch(/12\| {7}await results\.send\(source\); \/\/ the leak\n +\| {7}\^/);
    expect(output).toContain('❯ created by leaky handlers.ts:10:5');
    // An error of the test's own is where the author wrote it, too.
    expect(output).toContain(`❯ leaky.spec.ts:${lineOf('vitest/leaky.spec.ts', 'expect(1)')}:13`);
  });

  test('fails the file for what no test owns', async () => {
    const { status, output, file } = await runSpec('outside');
    expect(status).toBe(1);
    expect(file?.assertionResults.map(({ status: each }) => each)).toEqual(['passed', 'passed']);
    expect(output).toContain('`at the top of the module`, started outside of any test,');
    expect(output).toContain('`in beforeAll`, started outside of any test,');
    expect(output).toContain('`after its test`, started in the test "starts a timer", but after its end,');
  });
});

describe.each(NODES)('node:test on Node $major', ({ path }) => {
  const reporters = ['tap', 'spec'].flatMap((each) => [
    `--test-reporter=${each}`,
    '--test-reporter-destination=stdout',
  ]);
  const runSpec = (name: string): Promise<Run> =>
    run(
      path ?? '',
      ['--import', 'taskscope/node-test', '--test', ...reporters, `${name}.spec.mts`],
      sample('node-test'),
      { TASKSCOPE_TIMEOUT: '1000' },
    );
  const failed = (output: string): string[] =>
    Array.from(output.matchAll(/^ *not ok \d+ - (.*)$/gm), ([, title = '']) => title);

  test.skipIf(path === null)('passes what is clean', async () => {
    const { status, output } = await runSpec('clean');
    expect(output).not.toContain('LeakError');
    expect(status).toBe(0);
    expect(output).toContain('# pass 7');
  });

  test.skipIf(path === null)('fails each test that leaks, and none of its neighbours', async () => {
    const { status, output } = await runSpec('leaky');
    expect(status).toBe(1);
    expect(failed(output)).toEqual([
      'leaky',
      'leaky on its error path',
      'leaky subtest',
      'has subtests',
      'leaky neighbour',
      'at the same time',
    ]);
    expect(output).toContain('Leaked (proven): `sender`, started in the test "leaky", waits for ever at a `chan send`');
    expect(output).toContain('Leaked (proven): `reader`, started in the test "leaky on its error path"');
    expect(output).toMatch(/> 12 \| {7}await results\.send\(source\); \/\/ the leak\n +\| {7}\^/);
  });

  test.skipIf(path === null)('fails the file where it can not tell which of several tests it was', async () => {
    const { status, output } = await runSpec('together');
    expect(status).toBe(1);
    expect(output).toContain(
      '`sender`, started while several tests ran at the same time, in the context of none of them,',
    );
    expect(output).toMatch(/ok 1 - healthy\n[\s\S]*ok 2 - leaky\n/);
  });
});

describe.skipIf(!hasJest)('Jest', () => {
  interface Report {
    success: boolean;
    testResults: {
      message: string;
      assertionResults: { title: string; status: string; failureMessages: string[] }[];
    }[];
  }

  async function runSpec(name: string): Promise<Run & { report: Report }> {
    const jest = join(project.folder, 'node_modules', 'jest', 'bin', 'jest.js');
    const report = join(sample('jest'), `${name}.json`);
    const result = await run(process.execPath, [jest, '--json', `--outputFile=${report}`, name], sample('jest'));
    return { ...result, report: JSON.parse(readFileSync(report, 'utf8')) };
  }

  test('passes what is clean', async () => {
    const { status, output, report } = await runSpec('clean');
    expect(output).not.toContain('LeakError');
    expect(status).toBe(0);
    expect(report.testResults[0]?.assertionResults.map(({ status: each }) => each).sort()).toEqual([
      ...Array(7).fill('passed'),
      'pending',
    ]);
  });

  test('fails each test that leaks, and none of its neighbours', async () => {
    const { status, output, report } = await runSpec('leaky');
    expect(status).toBe(1);
    const failures = (report.testResults[0]?.assertionResults ?? []).filter(({ status: each }) => each !== 'passed');
    expect(failures.map(({ title }) => title).sort()).toEqual([
      'fails by itself',
      'leaky',
      'leaky neighbour',
      'returns a promise',
    ]);
    expect(output).toContain(`(leaky.spec.js:${lineOf('jest/leaky.spec.js', 'expect(1)')}:13)`);
    expect(output).toContain('`sender`, started in the test "leaky neighbour", waits for ever at a `chan send`');
    expect(output).toMatch(/> {2}9 \| {7}await results\.send\(source\); \/\/ the leak\n +\| {7}\^/);
    expect(output).toContain('at sender (handlers.js:9:7)');
    // What no test owns fails the file.
    expect(output).toContain('`later`, started in the test "starts a timer", but after its end');
  });
});
