/** One registry in a thread, whatever loads the package; another one in each other thread. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

let project: Project;
beforeAll(() => {
  project = installPacked();
  const modules = join(project.folder, 'node_modules');
  // A dependency that brings its own copy, and CommonJS on top.
  cpSync(join(modules, 'taskscope'), join(modules, 'other', 'node_modules', 'taskscope'), { recursive: true });
  project.write({
    'node_modules/other/package.json': '{ "name": "other", "main": "index.cjs" }',
    'node_modules/other/index.cjs': "module.exports = require('taskscope');",
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('the registry', () => {
    test('is one for two copies of the package', async () => {
      project.write({
        'copies.mjs': `import * as mine from 'taskscope';
const { default: other } = await import('other');
const hold = new mine.Channel();
async function direct() { await hold.receive(); }
void direct();
void mine.go(async () => hold.receive(), { name: 'by mine' });
void other.go(async () => hold.receive(), { name: 'by the other' });
void other.go(() => new other.Channel().send(1), { name: 'untracked function' });
const names = (copy) => copy.tasks().map(({ name, wait }) => name + ': ' + wait).join(', ');
console.log(mine.Channel === other.Channel, mine.taskCount(), other.taskCount(), names(mine) === names(other));
console.log(names(mine));`,
      });
      const flags = [
        '--import=taskscope/register',
        '--import=./node_modules/other/node_modules/taskscope/dist/register.js',
      ];
      expect(await project.run(node, [...flags, 'copies.mjs'])).toEqual({
        status: 0,
        errors: '',
        output:
          'false 4 4 true\n' +
          'direct: chan receive, by mine: chan receive, by the other: chan receive, untracked function: chan send\n',
      });
    });

    test('is another one in a worker thread, which is tracked as well', async () => {
      project.write({
        'threads.mjs': `import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { Channel, taskCount } from 'taskscope';
async function wait() { await new Channel().receive(); }
void wait();
if (isMainThread) {
  void wait();
  const worker = new Worker(new URL(import.meta.url));
  worker.on('message', (count) => console.log('worker', count, 'main', taskCount()));
} else parentPort.postMessage(taskCount());`,
      });
      const outcome = await project.run(node, ['--import=taskscope/register', 'threads.mjs']);
      expect(outcome).toEqual({ status: 0, output: 'worker 1 main 2\n', errors: '' });
    });

    test('is another one in a forked process, which inherits the flag', async () => {
      project.write({
        'forks.mjs': `import { fork } from 'node:child_process';
import { Channel, taskCount } from 'taskscope';
async function wait() { await new Channel().receive(); }
void wait();
if (process.send) process.send(taskCount());
else fork(import.meta.filename).on('message', (count) => console.log('child', count));`,
      });
      const outcome = await project.run(node, ['--import=taskscope/register', 'forks.mjs']);
      expect(outcome).toEqual({ status: 0, output: 'child 1\n', errors: '' });
    });

    test('has the tasks of `data:` modules', async () => {
      const text = `import { Channel, tasks } from "taskscope";
async function wait() { await new Channel().receive(); }
void wait();
export default tasks()[0];`;
      project.write({
        'data.mjs': `import { pathToFileURL } from 'node:url';
const text = ${JSON.stringify(text)}.replace('"taskscope"', JSON.stringify(import.meta.resolve('taskscope')));
const { default: task } = await import('data:text/javascript,' + encodeURIComponent(text));
console.log(task.name, task.frames[0].line, task.frames[0].file.split(",")[0]);`,
      });
      const outcome = await project.run(node, ['--import=taskscope/register', 'data.mjs']);
      expect(outcome).toEqual({ status: 0, output: 'wait 2 data:text/javascript\n', errors: '' });
    });
  });
});
