/** `suspended()`: the same in the program itself, read in a child process. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { NODES } from '../nodes.ts';
import { run } from '../run.ts';
import { toldOf, truthOf } from './expected.ts';

// Each takes snapshots of a process, and reads them in another one: on a machine that is busy that is long.
vi.setConfig({ testTimeout: 240_000 });

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROGRAM = fileURLToPath(new URL('./programs/suspended.mjs', import.meta.url));
const WORDS = ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning', '--import=taskscope/register'];

describe.each(NODES)('on Node $major', ({ path }) => {
  test.skipIf(path === null)('what holds its tasks, and which are held by nothing', async () => {
    const { output, errors } = await run(path ?? '', [...WORDS, PROGRAM], { folder: ROOT });
    expect(errors).toBe('');
    const { held, again, second, aborted, unread } = JSON.parse(output);
    // Who asks is not among them.
    const truth = truthOf(PROGRAM);
    expect(toldOf(held).map(({ count, place }) => [count, place])).toEqual(
      truth.map(({ count, place }) => [count, place]),
    );
    for (const [index, { heldBy }] of truth.entries()) expect(toldOf(held)[index]?.heldBy).toContain(heldBy);
    expect(again.groups).toHaveLength(1);
    expect(again.notShown).toEqual(['1 leaked, which nothing holds: `taskscope leaks PID` shows them.']);
    expect(second).toBe(
      'What holds the tasks is not known: one is being taken already. Ask again when that has ended.',
    );
    expect(aborted).toBe('enough');
    // The next one was taken all the same.
    expect(unread).toContain('no process can be started for it');
  });
});
