/** What taskscope does not see, and what it shows instead: the limits that the README names. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

const SHOW =
  "console.log(tasks().map(({ name, createdBy }) => name + ' by ' + (createdBy?.name ?? 'nobody')).join(', ') || 'none');";

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.write({
    'node_modules/packed/index.cjs':
      'exports.work = async () => { await new Promise((resolve) => { exports.resolve = resolve; }); };',
    'node_modules/packed/package.json': '{ "main": "index.cjs" }',
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const prints = async (program: string, environment: Record<string, string> = {}): Promise<string> => {
    project.write({
      'app.mjs': `import { Channel, collect, leakedCount, taskCount, tasks } from 'taskscope';\n${program}`,
    });
    const { status, output, errors } = await project.run(
      path ?? '',
      ['--import=taskscope/register', 'app.mjs'],
      environment,
    );
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    return output.trim();
  };

  describe.skipIf(path === null)('not seen:', () => {
    test('a chain of `then` without an async function', async () => {
      const program = `const work = () => new Promise(() => {}).then(() => {}).finally(() => {});\nvoid work();\n${SHOW}`;
      expect(await prints(program)).toBe('none');
    });

    test('a package in `node_modules`, but the `await` on it; with TASKSCOPE_INCLUDE it is', async () => {
      const program = `import packed from 'packed';\nvoid packed.work();\nvoid (async function mine() { await packed.work(); })();\n${SHOW}`;
      expect(await prints(program)).toBe('mine by nobody');
      const include = { TASKSCOPE_INCLUDE: '**/node_modules/packed/**' };
      // Two tasks: one awaited by `mine`, one by nobody.
      expect(await prints(program, include)).toBe('exports.work by nobody, mine by nobody');
      expect(await prints(program, { TASKSCOPE_EXCLUDE: '**/app.mjs' })).toBe('none');
    });

    test('a string that is compiled at run time', async () => {
      expect(
        await prints(`void new Function('return (async () => { await new Promise(() => {}); })()')();\n${SHOW}`),
      ).toBe('none');
    });

    test('who started a task, across a timer, a callback or a `then`', async () => {
      const program = `const [all, end] = [Promise.withResolvers(), Promise.withResolvers()];
let started = 0;
async function child() { if (++started === 3) all.resolve(); await end.promise; }
async function parent() {
  setTimeout(() => void child(), 1); process.nextTick(() => void child()); void Promise.resolve().then(child);
  await all.promise;
  ${SHOW}
  end.resolve();
}
await parent();`;
      expect(await prints(program)).toBe('parent by nobody, child by nobody, child by nobody, child by nobody');
    });
  });
});
