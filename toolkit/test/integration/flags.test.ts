/** The user's own flags: they never break the program. Where they keep taskscope out, it says so once and steps back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.write({
    'app.mjs': `import { Channel, taskCount } from 'taskscope';
import { more } from './more.mjs';
async function wait() { await new Channel().receive(); }
void wait();
more();
console.log(taskCount(), String(wait).includes('ts_'));`,
    'more.mjs': 'export async function more() { await null; }',
    'threads.mjs': `import { Worker, isMainThread } from 'node:worker_threads';
export const f = async () => { await null; };
if (isMainThread) for (let count = 0; count < 2; count++) new Worker(new URL(import.meta.url)).on('exit', (code) => console.log(code));`,
  });
});
afterAll(() => project.remove());

const warnings = (errors: string): string[] => errors.split('\n').filter((line) => line.includes('TaskscopeWarning'));

describe.each(NODES)('on Node $major', ({ path }) => {
  const run = (...words: string[]) =>
    project.run(path ?? '', [...words.slice(0, -1), '--import=taskscope/register', words.at(-1) ?? ''], {
      TASKSCOPE_CACHE: '0',
    });

  describe.skipIf(path === null)('flags', () => {
    test.each([
      ['--conditions=browser'],
      ['--conditions=wasm'],
      ['--disallow-code-generation-from-strings'],
      ['--disable-proto=throw'],
      ['--permission', '--allow-fs-read=*', '--allow-addons'],
    ])('%s %s: the program is tracked', async (...flags) => {
      const { status, output, errors } = await run(...flags, 'app.mjs');
      expect({ status, output }).toEqual({ status: 0, output: '2 false\n' });
      expect(warnings(errors)).toEqual([]);
    });

    test.each([
      [['--permission', '--allow-fs-read=*'], 'add `--allow-addons` to `--permission`'],
      [['--no-addons'], 'leave out `--no-addons`'],
      [['--frozen-intrinsics'], 'Leave out `--frozen-intrinsics`'],
    ])('%s: the program runs untracked, with one warning that says what to do', async (flags, advice) => {
      const { status, output, errors } = await run(...flags, 'app.mjs');
      expect({ status, output }).toEqual({ status: 0, output: '0 false\n' });
      expect(warnings(errors)).toEqual([expect.stringContaining('the program runs untracked: ')]);
      expect(errors).toContain(advice);
    });

    test('a Node without load hooks runs the program untracked, with one warning', async () => {
      project.write({
        'old.cjs': "delete require('module').registerHooks; require('module').syncBuiltinESMExports();",
      });
      const { status, output, errors } = await run('--require=./old.cjs', 'app.mjs');
      expect({ status, output }).toEqual({ status: 0, output: '0 false\n' });
      expect(warnings(errors)).toEqual([expect.stringContaining('has no `module.registerHooks`. Use Node 22.15')]);
    });

    test('the warning comes once, whatever workers the program starts', async () => {
      const { output, errors } = await run('--no-addons', 'threads.mjs');
      expect(output).toBe('0\n0\n');
      expect(warnings(errors)).toHaveLength(1);
    });

    test('what is cached is tracked even where the parser is forbidden', async () => {
      const cached = { TASKSCOPE_CACHE: `${project.folder}/cache` };
      const words = ['--import=taskscope/register', 'app.mjs'];
      expect((await project.run(path ?? '', words, cached)).output).toBe('2 false\n');
      expect(await project.run(path ?? '', ['--no-addons', ...words], cached)).toEqual({
        status: 0,
        output: '2 false\n',
        errors: '',
      });
    });
  });
});
