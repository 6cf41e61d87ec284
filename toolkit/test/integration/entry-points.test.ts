/** The ways in: as an ES module and by `require`, registered by `--import` and by `--require`, on every supported Node. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

/** What the package promises; a name that goes, or comes, is a change for its users. */
const NAMES = [
  'AbortError',
  'Channel',
  'ChannelCapacityError',
  'ChannelClosedError',
  'Condition',
  'HeapSnapshotError',
  'Mutex',
  'NotAFunctionError',
  'NotLockedError',
  'ProfilerBusyError',
  'SamplerMissingError',
  'WaitGroup',
  'WaitGroupError',
  'collect',
  'formatProfile',
  'go',
  'isTracking',
  'leakedCount',
  'profile',
  'select',
  'settle',
  'skipped',
  'suspended',
  'taskCount',
  'tasks',
  'tracking',
  'withLabels',
];

/** Two frames, waiting at lines 3 and 5 of the file. */
const BODY = `
async function inner(channel) {
  await channel.receive();
}
async function outer(channel) { await inner(channel); }
void outer(new Channel());
const [task] = tasks();
console.log(taskCount(), ...task.frames.map(({ name, line }) => name + ':' + line));
`;
const TRACKED = '1 inner:3 outer:5\n';

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.write({
    'esm.mjs': `import { Channel, taskCount, tasks } from 'taskscope';${BODY}`,
    'common.cjs': `const { Channel, taskCount, tasks } = require('taskscope');${BODY}`,
    'names.mjs': "import * as names from 'taskscope'; console.log(Object.keys(names).join());",
    'names.cjs': "console.log(Object.keys(require('taskscope')).filter((name) => name !== '__esModule').join());",
    'exports.cjs': 'exports.plain = 1;\nexports.work = async () => { await null; return 2; };\n',
    'imports.mjs': "import { plain, work } from './exports.cjs'; console.log(plain, await work());",
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('the package', () => {
    test.each(['names.mjs', 'names.cjs'])('gives its names to %s', async (program) => {
      const { output } = await project.run(node, [program]);
      expect(output.trim().split(',').sort()).toEqual(NAMES);
    });

    test.each(
      ['--import', '--require'].flatMap((flag) => ['esm.mjs', 'common.cjs'].map((program) => [flag, program] as const)),
    )('registered by %s tracks %s', async (flag, program) => {
      const outcome = await project.run(node, [flag, 'taskscope/register', program]);
      expect(outcome).toEqual({ status: 0, output: TRACKED, errors: '' });
    });

    test('registered by `import` and by `require` tracks what is loaded after', async () => {
      project.write({
        'first.mjs': "import 'taskscope/register'; await import('./esm.mjs');",
        'first.cjs': "require('taskscope/register'); require('./common.cjs');",
      });
      expect((await project.run(node, ['first.mjs'])).output).toBe(TRACKED);
      expect((await project.run(node, ['first.cjs'])).output).toBe(TRACKED);
    });

    test('leaves the named exports of a CommonJS module as they are', async () => {
      const bare = await project.run(node, ['imports.mjs']);
      expect(bare.output).toBe('1 2\n');
      expect(await project.run(node, ['--import=taskscope/register', 'imports.mjs'])).toEqual(bare);
    });

    test('without register tracks what `go` starts, and nothing else', async () => {
      project.write({
        'go.mjs': `import { Channel, go, taskCount, tasks } from 'taskscope';
const channel = new Channel();
const lost = async () => { await channel.receive(); };
void lost();
void go(lost, { name: 'reader' });
console.log(taskCount(), tasks()[0].name, tasks()[0].frames[0].line);`,
      });
      expect((await project.run(node, ['go.mjs'])).output).toBe('1 reader 5\n');
    });
  });
});
