import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isShort } from '../../test/short.ts';
import { seenByGo, seenByNodeTest, seenByVitest } from './observe.ts';
import { toolsOf } from './tools.ts';

const HANDLERS = ['query', 'poll', 'buffered'];
const SOURCE =
  'import x;\n// #region query\nfirst\nsecond\n// #endregion\nhelper\n// #region poll\nthird\n// #endregion\n';

test('Vitest: a failed test, proven or not, and a line that is named for the file', () => {
  const result = (title: string, ...failureMessages: string[]) => ({
    title,
    status: failureMessages.length === 0 ? 'passed' : 'failed',
    failureMessages,
  });
  const report = (...assertionResults: ReturnType<typeof result>[]) => ({ testResults: [{ assertionResults }] });
  expect(
    seenByVitest(
      HANDLERS,
      report(
        result('query', 'Leaked (proven): `ask`'),
        result('poll', 'Stuck (not proven): `look`'),
        result('buffered'),
      ),
      '❯ handlers.ts:3:1',
      SOURCE,
    ),
  ).toEqual({ query: 'proven', poll: 'failed', buffered: 'unseen' });
  expect(
    seenByVitest(
      HANDLERS,
      report(result('query'), result('poll'), result('buffered')),
      ' ❯ ask handlers.ts:6:3\n ❯ query handlers.ts:4:57\n',
      SOURCE,
    ),
  ).toEqual({ query: 'named', poll: 'unseen', buffered: 'unseen' });
});

test('node:test and Go: what failed, by its name alone', () => {
  expect(
    seenByNodeTest(HANDLERS, '    not ok 1 - query\n    ok 3 - buffered\n# handlers.ts:8 - third\n', SOURCE),
  ).toEqual({
    query: 'failed',
    poll: 'named',
    buffered: 'unseen',
  });
  const go = '    --- FAIL: TestHandlers/query (5.03s)\n    --- PASS: TestHandlers/poll (0.00s)\n';
  expect(seenByGo(HANDLERS, go)).toEqual({ query: 'failed', poll: 'unseen', buffered: 'unseen' });
});

test.skipIf(isShort)(
  'the lost sender, for real: taskscope fails its test and the run, Vitest names its line',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leaklab-comparison-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const ready = { folder, whyIsNodeRunning: null, goTests: null, versions: [], missing: [] };
    const [taskscope, vitest] = toolsOf(ready);
    expect(await taskscope?.run('query')).toMatchObject({ status: 1, seen: { query: 'proven' } });
    expect(await taskscope?.run('query', true)).toMatchObject({ status: 0, seen: { query: 'unseen' } });
    expect(await vitest?.run('query')).toMatchObject({ status: 0, seen: { query: 'named' } });
  },
);
