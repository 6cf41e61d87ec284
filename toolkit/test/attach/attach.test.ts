/** Attaching to real processes: what is found, in which state they ever are. */
import { describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { NODES } from '../nodes.ts';
import { attached, endTargets, expectUntouched, OPTIONS, start } from './targets.ts';

endTargets();

describe.runIf(process.platform === 'linux' && !isShort)('on Linux', () => {
  for (const { major, path } of NODES) {
    test.skipIf(path === null)(`names function, line and holder, of each thread, on Node ${major}`, async () => {
      const target = await start(['worker', 'waiting-worker'], path ?? '');
      const { threads, missing } = await attached(target);
      expect(missing).toEqual([]);
      expect(
        threads.map(({ suspended: { groups } }) => groups.map((group) => [group.function, group.line, group.count])),
      ).toEqual([[['backend', 10, 100]], [['inWorker', 4, 7]], [['inWorker', 4, 7]]]);
      expect(threads[0]?.suspended.groups[0]?.heldBy[0]?.path[0]).toMatch(/^variable pending /);
      expectUntouched(target);
    });

    test.skipIf(path === null)(`reads one in an empty loop without an end, which goes on, on Node ${major}`, () =>
      readsBusy('busy', path ?? ''),
    );

    test.skipIf(path === null)(`is not stopped by a \`debugger\` statement, on Node ${major}`, async () => {
      const target = await start(['debugger'], path ?? '');
      await attached(target);
      expectUntouched(target);
      expect((await fetch(`http://127.0.0.1:${target.port}`)).status).toBe(200);
    });
  }

  test.each(['microtasks', 'waiting', 'busy-debugger'])(
    'reads one that never comes to rest (%s), which goes on',
    (word) => readsBusy(word),
  );

  test('workers that end while they are read end nothing else', async () => {
    const target = await start(['short-workers']);
    for (let again = 0; again < 3; again++) {
      expect((await attached(target)).threads[0]?.suspended.groups[0]).toMatchObject({
        function: 'backend',
        count: 100,
      });
      expectUntouched(target);
    }
  });

  test("closes the inspector of one that has taken Node's globals away", async () => {
    const target = await start(['no-globals']);
    expect((await attached(target)).threads[0]?.suspended.total).toBe(100);
    expectUntouched(target);
  });
});

async function readsBusy(word: string, node?: string): Promise<void> {
  const target = await start([word], node);
  await target.said('busy');
  let goesOn: boolean | null = null;
  const { threads, closed } = await attached(target, {
    ...OPTIONS,
    async *copy(_thread, bytes) {
      yield* bytes;
      // While it is connected still: whoever leaves lets it go on in any case.
      if (word !== 'waiting') goesOn = await target.computes();
    },
  });
  expect(goesOn).not.toBe(false);
  expect(threads[0]?.suspended.groups[0]).toMatchObject({ function: 'backend', line: 10, count: 100 });
  expect(await closed).toMatch(/is open still, at port \d+: the process is busy/);
  if (word !== 'waiting') expect(await target.computes()).toBe(true);
}
