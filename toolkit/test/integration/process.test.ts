/** The process: it ends as it would, and `--watch` works. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.write({
    // A task that waits for ever, one that is over, one that a timer holds up: nothing of ours may keep the process.
    'ends.mjs': `import { Channel, collect, settle, taskCount } from 'taskscope';
async function waits() { await new Channel().receive(); }
async function short() { await null; }
void waits(); await short();
console.log(process.getActiveResourcesInfo().filter((name) => name === 'Timeout'));
void (async () => { await new Promise((resolve) => setTimeout(resolve, 1).unref()); })();
await settle({ baseline: 0, timeout: 1 }); await collect();
process.on('beforeExit', () => console.log(process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap' && name !== 'TTYWrap')));
process.on('exit', (code) => console.log('exit', code, taskCount()));`,
    'exits.mjs': `async function waits() { await new Promise(() => {}); }
process.on('exit', (code) => console.log('exit', code));
process.exitCode = 7; void waits(); setTimeout(() => process.exit(), 1); await waits();`,
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('the process', () => {
    test('is kept alive by nothing of the toolkit', async () => {
      const outcome = await project.run(node, ['--import=taskscope/register', 'ends.mjs']);
      expect(outcome).toEqual({ status: 0, output: '[]\n[]\nexit 0 1\n', errors: '' });
    });

    test('exits with its own status', async () => {
      const bare = await project.run(node, ['exits.mjs']);
      expect(bare).toEqual({ status: 7, output: 'exit 7\n', errors: '' });
      expect(await project.run(node, ['--import=taskscope/register', 'exits.mjs'])).toEqual(bare);
    });

    test('starts anew under `--watch`, with what was saved', async () => {
      const app = (version: number): string => `import { taskCount } from 'taskscope';
async function waits() { await new Promise((resolve) => { globalThis.resolve = resolve; }); }
void waits();
console.log('version ${version} has', taskCount(), 'task');`;
      project.write({ 'watched.mjs': app(1) });
      const child = spawn(node, ['--watch', '--import=taskscope/register', 'watched.mjs'], {
        cwd: project.folder,
        env: { ...process.env, NODE_OPTIONS: '' },
      });
      let output = '';
      const says = async (text: string): Promise<void> => {
        while (!output.includes(text)) output += (await once(child.stdout, 'data')).join('');
      };
      await says('version 1 has 1 task');
      project.write({ 'watched.mjs': app(2) });
      await says('version 2 has 1 task');
      child.kill();
      await once(child, 'close');
    });
  });
});
