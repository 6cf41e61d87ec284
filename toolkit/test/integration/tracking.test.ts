/** It says whether it tracks: a count of 0 where nothing is counted is told apart from health. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import type { Tracking } from '../../src/registry/tracking.ts';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

const ASYNC = 'async function work() { await null; }\nvoid work();\n';
const COMPILED = `var __awaiter = function (thisArg, args, P, generator) { generator.apply(thisArg, args || []).next(); };
exports.work = () => __awaiter(this, void 0, void 0, function* () { yield null; });
`;
const REGISTER = ['--disable-warning=ExperimentalWarning', '--import=taskscope/register'];

let project: Project;
beforeAll(() => {
  project = installPacked();
  project.write({
    'show.cjs': `process.on('exit', () => {
  const { isTracking, skipped, tracking } = require('taskscope');
  const file = (each) => ({ ...each, file: each.file.replace(/^.*[\\\\/]/, '') });
  console.log(JSON.stringify({ ...tracking(), skipped: tracking().skipped.map(file), same: isTracking() === tracking().tracking, named: skipped().length }));
});`,
    'app.mjs': `import './show.cjs';\n${ASYNC}`,
    'plain.mjs': "import './show.cjs';\nconsole.error('nothing async');",
    'compiled.cjs': `require('./show.cjs');\n${COMPILED}`,
    'mixed.cjs': `require('./compiled.cjs');\n${ASYNC}`,
    'empty.cjs': "require('./show.cjs');\nmodule.exports = async function () {};",
    'marked.mjs': `\uFEFF#!/usr/bin/env node\nimport './show.cjs';\n${ASYNC}`,
    // A hook that compiles what Node can't read, as those for JSX or for decorators do.
    'hook.cjs': `const Module = require('node:module');
const load = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
  if (!file.endsWith('markup.js')) return load(module, file);
  module._compile(require('node:fs').readFileSync(file, 'utf8').replace('<a/>', 'null'), file);
};`,
    'markup.js': `require('./show.cjs');\nasync function work() { await <a/>; }\nvoid work();`,
    'other/taskscope/package.json': '{ "name": "taskscope", "type": "module" }',
    'other/taskscope/dist/index.js': `${ASYNC}// taskscope-ignore\nexport const own = async () => { await null; };`,
    'copies.mjs': `import './show.cjs';\nimport './other/taskscope/dist/index.js';\n${ASYNC}`,
    'node_modules/tool/index.js': `const { Worker } = require('node:worker_threads');
exports.start = () => new Worker('setInterval(() => {}, 1000)', { eval: true, execArgv: [] });`,
    'threads.mjs': `import { createServer } from 'node:http';
import { Worker } from 'node:worker_threads';
import { debugRouter } from 'taskscope/http';
import { start } from 'tool';
start();
new Worker('setInterval(() => {}, 1000)', { eval: true, execArgv: [] });
const server = createServer(debugRouter()).listen(0, '127.0.0.1', async () => {
  const response = await fetch(\`http://127.0.0.1:\${server.address().port}/debug/pprof/goroutine?debug=1\`);
  console.log((await response.text()).match(/worker .*missing/g).join());
  process.exit();
});`,
    'worker.mjs': `import { Worker } from 'node:worker_threads';
new Worker(\`require(\${JSON.stringify(import.meta.dirname + '/show.cjs')}); ${ASYNC.replaceAll('\n', ' ')}\`, { eval: true });`,
  });
});
afterAll(() => project.remove());

describe.each(NODES)('on Node $major', ({ path }) => {
  const told = async (words: readonly string[], environment = {}): Promise<Tracking & { same: boolean }> => {
    const { output, errors } = await project.run(path ?? '', words, environment);
    expect(output, errors).toMatch(/^\{/);
    return JSON.parse(output);
  };

  describe.skipIf(path === null)('a program', () => {
    test('with async functions is tracked', async () => {
      expect(await told([...REGISTER, 'app.mjs'])).toEqual({
        tracking: true,
        reason: null,
        files: 1,
        skipped: [],
        notTrackable: 0,
        same: true,
        named: 0,
      });
    });

    test.skipIf(isShort)('without any is tracked, too: there is nothing to lose', async () => {
      expect(await told([...REGISTER, 'plain.mjs'])).toMatchObject({ tracking: true, files: 0, skipped: [] });
    });

    test('without register is not, and is told how', async () => {
      const { tracking, reason, same } = await told(['app.mjs']);
      expect({ tracking, same }).toEqual({ tracking: false, same: true });
      expect(reason).toContain('`node --import taskscope/register`');
    });

    test.skipIf(isShort)('whose parser is forbidden is not, with the reason', async () => {
      const { tracking, reason } = await told(['--no-addons', ...REGISTER, 'app.mjs'], { TASKSCOPE_CACHE: '0' });
      expect({ tracking, reason }).toEqual({ tracking: false, reason: expect.stringContaining('--no-addons') });
    });

    test('that was compiled to below async functions is not, and is told what to compile to', async () => {
      const only = await told([...REGISTER, 'compiled.cjs']);
      expect(only).toMatchObject({ tracking: false, files: 0, notTrackable: 1 });
      expect(only.reason).toContain('ES2017');
      const mixed = await told([...REGISTER, 'mixed.cjs']);
      expect(mixed).toMatchObject({ tracking: true, files: 1, notTrackable: 1 });
      expect(mixed.skipped).toEqual([
        { file: 'compiled.cjs', reason: expect.stringMatching(/^not trackable: .*__awaiter/) },
      ]);
    });

    test('of a string is not', async () => {
      const words = ['-e'];
      const told1 = await told([...REGISTER, '--require=./show.cjs', ...words, ASYNC]);
      expect(told1).toMatchObject({ tracking: false, files: 0, notTrackable: 1, skipped: [{ file: '[eval]' }] });
    });

    test.skipIf(isShort)('of a string in a worker thread is not', async () => {
      expect(await told([...REGISTER, 'worker.mjs'])).toMatchObject({
        tracking: false,
        notTrackable: 1,
        skipped: [{ file: '[worker eval]' }],
      });
    });
  });

  test.skipIf(path === null || isShort)(
    'a thread without register is missed, where the program has started it, and no package',
    async () => {
      const { output } = await project.run(path ?? '', [...REGISTER, 'threads.mjs']);
      expect(output).toBe('worker 2 is missing\n');
    },
  );

  describe.skipIf(path === null)('nothing is named wrongly', () => {
    test.each([
      ['a file whose async functions are empty', ['empty.cjs']],
      ['a hashbang behind a byte-order mark', ['marked.mjs']],
      ['a file that a second pass can read', ['--require=./hook.cjs', 'markup.js']],
      ['another copy of the package', ['copies.mjs']],
    ])('%s', async (_name, words) => {
      expect(await told([...REGISTER, ...words])).toMatchObject({ tracking: true, files: 1, skipped: [] });
    });

    test.skipIf(isShort)('the parser, where all packages are included', async () => {
      const environment = { TASKSCOPE_INCLUDE: '**/node_modules/**', TASKSCOPE_CACHE: '0' };
      expect(await told([...REGISTER, 'app.mjs'], environment)).toMatchObject({
        tracking: true,
        files: 1,
        skipped: [],
      });
    });
  });
});
