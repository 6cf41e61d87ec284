/** A program that exits while tasks wait says so, where that was asked for, and says nothing otherwise. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { exitReport } from '../../src/exit-report.ts';
import type { Tracking } from '../../src/registry/tracking.ts';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';
import { group, place } from '../profile/groups.ts';

const COMMAND = ['node_modules/taskscope/bin/taskscope.mjs', 'run'];
const REGISTER = ['--disable-warning=ExperimentalWarning', '--import=taskscope/register'];
const ASKED = { TASKSCOPE_EXIT_REPORT: '1' };

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.write({
    'client.mjs': `const connected = () => new Promise(() => {});
async function connect() {
  await connected();
}
async function main() {
  await connect();
  console.log('served');
}
void main();
if (process.argv[2] === 'exit') setImmediate(() => process.exit(3));`,
    'done.mjs': 'async function main() { await null; process.exit(); }\nawait main();',
    'worker.mjs': `import { Worker } from 'node:worker_threads';
new Worker(new URL('client.mjs', import.meta.url));`,
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('a program', () => {
    test('whose client never connects', async () => {
      const { status, output, errors } = await project.run(node, [...REGISTER, 'client.mjs'], ASKED);
      expect({ status, output }).toEqual({ status: 0, output: '' });
      expect(errors).toMatch(
        /^taskscope: the program exits with status 0 while 1 task waits\.\ntask profile: total 1\n/,
      );
      expect(errors).toMatch(/\tconnect\+0x0 *\t.*client\.mjs:3\n#.*\tmain\+0x0 *\t.*client\.mjs:6\n$/);
    });

    test.skipIf(isShort)('that ends itself', async () => {
      const { status, errors } = await project.run(node, [...REGISTER, 'client.mjs', 'exit'], ASKED);
      expect(status).toBe(3);
      expect(errors).toContain('the program exits with status 3 while 1 task waits.');
    });

    test.skipIf(isShort)('in a worker thread', async () => {
      const { errors } = await project.run(node, [...REGISTER, 'worker.mjs'], ASKED);
      expect(errors).toMatch(/^taskscope: worker thread 1 exits with status 0 while 1 task waits\.\n/);
    });

    test('in which nothing waits, or that was not asked, says nothing', async () => {
      expect(await project.run(node, [...REGISTER, 'done.mjs'], ASKED)).toEqual({ status: 0, output: '', errors: '' });
      expect((await project.run(node, [...REGISTER, 'client.mjs'])).errors).toBe('');
    });

    test.skipIf(isShort)('by an option of `taskscope run`', async () => {
      const run = (...words: string[]) =>
        project.run(node, ['--disable-warning=ExperimentalWarning', ...COMMAND, ...words]);
      expect((await run('--exit-report', 'client.mjs')).errors).toContain('while 1 task waits.');
      expect((await run('client.mjs')).errors).toBe('');
      // The agent is in the main thread; a worker says nothing of it.
      expect((await run('worker.mjs')).errors).toBe('');
    });
  });
});

describe('the report', () => {
  const tracked: Tracking = { tracking: true, reason: null, files: 1, skipped: [], notTrackable: 0 };
  const lines = (text: string): string[] => text.trimEnd().split('\n');

  test('has thirty lines at most, with the largest groups, and the number of the rest', () => {
    const groups = Array.from({ length: 20 }, () => group({ count: 2, frames: [place('work', '/app.ts', 2)] }));
    const text = exitReport({ total: 40, groups }, tracked, 'the program exits');
    expect(lines(text).length).toBeLessThanOrEqual(30);
    expect(lines(text).at(-1)).toMatch(/^and \d+ more in \d+ groups$/);
    const shown = text.match(/^2 @ /gm)?.length ?? 0;
    expect(text).toContain(`and ${2 * (20 - shown)} more in ${20 - shown} groups`);
  });

  test('has the top of a stack that is deeper than that', () => {
    const frames = Array.from({ length: 100 }, () => place('again', '/app.ts', 2));
    const text = exitReport({ total: 1, groups: [group({ frames })] }, tracked, 'the program exits');
    expect(lines(text)).toHaveLength(30);
    expect(lines(text).at(-1)).toMatch(/^\(and \d+ more lines\)$/);
  });

  test('says so where nothing is tracked', () => {
    expect(exitReport({ total: 0, groups: [] }, { ...tracked, tracking: false, reason: 'why' }, 'it exits')).toBe(
      'taskscope: it exits, and whether tasks wait is not known: why.\n',
    );
  });
});
