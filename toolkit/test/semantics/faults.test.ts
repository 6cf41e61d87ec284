/**
 * The faults that the test suites of eleven other projects found in the first sketch of the transform: each by its name.
 * Those of maps that come from another loader, and of the user's flags, are in `integration/`.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

/** Programs that print what they do: bare and tracked alike. */
const SAME: Record<string, string> = {
  'a yield behind a line without a semicolon calls nothing': `
    const call = () => { throw new Error('called') }
    async function* numbers() {
      let count = call
      yield count === call
      const text = \`a\`
      yield* [text]
      const last = [1]
      yield last
      return count
    }
    (async () => { for await (const value of numbers()) console.log(value) })()`,
  'a yield without an operand ends its statement, whatever the next line starts with': `
    async function* empty() {
      let g = 1, x = 2
      yield
      /x/g.test('x')
      yield
      (() => console.log('called'))()
      yield
      \`template\`.length
      yield
      [1].map((each) => each)
      return [yield, (yield), yield]
    }
    (async () => { const all = empty(); for (let turn = 0; turn < 9; turn++) console.log(await all.next(turn)) })()`,
  'an arrow and the star of a yield are not looked for in comments': `
    const first = async (a /* => { */, b = '=>') /* => */ => /* => { */ a + b;
    const second = async (a, // =>
      b) => // => {
      a + b;
    async function* stars() { yield/* * */* /* * */ [1]; yield /* * */ 2; yield // *
    }
    (async () => { console.log(await first(1), await second(1, 2)); for await (const each of stars()) console.log(each); })()`,
  'the text of a function can run elsewhere: a worker, vm, eval': `
    async function work(port) { await null; const list = []; for await (const x of [1, 2]) list.push(x); return list; }
    const { Worker } = require('node:worker_threads'); const vm = require('node:vm');
    (async () => {
      console.log(await vm.runInNewContext('(' + work + ')()').then((list) => list.length), await (0, eval)('(' + work.toString() + ')()'), await new Function('return ' + work)()());
      new Worker('(' + work + ')().then((x) => require("node:worker_threads").parentPort.postMessage(x))', { eval: true }).on('message', (x) => console.log(x));
    })()`,
  'a file can call its variables Symbol, globalThis and Promise': `
    const Symbol = 'symbol'; var globalThis = 'global'; let Promise = 'promise', FinalizationRegistry = 1, WeakRef = 2;
    (async function () { await null; console.log(Symbol, globalThis, Promise, FinalizationRegistry, WeakRef); })()`,
  'nothing of ours shows on the global object': `
    (async () => { await null; console.log(Object.keys(globalThis).filter((key) => /ts_|scope/i.test(key))); })()`,
};

/** What tasks are left, and who started them. */
const TASKS: Record<string, { program: string; output: string }> = {
  'a returned promise that settles before the finally is over frees the frame once': {
    program: `
      const tick = () => new Promise((resolve) => setTimeout(resolve, 1));
      async function inFinally() { try { return Promise.resolve(1); } finally { await tick(); await tick(); } }
      async function inLoop() { for await (const x of [1]) return Promise.resolve(x); }
      async function given() { const p = Promise.resolve(2); try { return p; } finally { await p; await tick(); } }
      async function overruled() { try { return tick(); } finally { return tick(); } }
      const counts = [];
      (async () => {
        for (let turn = 0; turn < 50; turn++) { await inFinally(); await inLoop(); await given(); await overruled(); counts.push(taskCount()); }
        // Two frames on one token would show here.
        const hold = Promise.withResolvers();
        const waits = async () => { await hold.promise; };
        const all = Array.from({ length: 10 }, waits);
        counts.push(taskCount());
        hold.resolve(); await Promise.all(all);
        setTimeout(() => console.log(...new Set(counts), taskCount()), 5);
      })();`,
    output: '1 11 0',
  },
  'a rejected await leaves nobody behind who would be taken for a parent': {
    program: `
      const [first, second, end] = [Promise.withResolvers(), Promise.withResolvers(), Promise.withResolvers()];
      async function rejected() { await new Promise((_, reject) => setTimeout(reject, 1)); }
      async function waits(started) { started(); await end.promise; }
      async function main() {
        rejected().catch(() => { setImmediate(() => { void waits(first.resolve); }); setTimeout(() => { void waits(second.resolve); }, 1); });
        await Promise.all([first.promise, second.promise]);
        console.log(tasks().map(({ name, createdBy }) => name + ' by ' + (createdBy?.name ?? 'nobody')).join(', '));
        end.resolve();
      }
      main();`,
    output: 'main by nobody, waits by nobody, waits by nobody',
  },
  'what is left alone has no part in the count, nor have the awaits in it': {
    program: `
      async function left() { await null; await Promise.resolve(); return twice(); function twice() { return 1; } function twice() { return 2; } }
      const end = Promise.withResolvers();
      async function waits() { await left(); await end.promise; }
      (async () => {
        const counts = [];
        for (let turn = 0; turn < 20; turn++) { const pending = left(); counts.push(taskCount()); await pending; }
        void waits();
        await left();
        setTimeout(() => { console.log(...new Set(counts), taskCount(), tasks().map(({ name }) => name).join()); end.resolve(); }, 5);
      })();`,
    output: '1 1 waits',
  },
};

let project: Project;
beforeAll(() => {
  project = installPacked();
});
afterAll(() => project.remove());

const tracked = '--import=taskscope/register';

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('found by others: ', () => {
    test.each(Object.entries(SAME))('%s', async (_, program) => {
      project.write({ 'app.cjs': program });
      const bare = await project.run(node, ['app.cjs']);
      expect(bare).toMatchObject({ status: 0, errors: '' });
      expect(bare.output).not.toBe('');
      expect(await project.run(node, [tracked, 'app.cjs'])).toEqual(bare);
    });

    test.each(Object.entries(TASKS))('%s', async (_, { program, output }) => {
      project.write({ 'app.cjs': `const { taskCount, tasks } = require('taskscope');${program}` });
      expect(await project.run(node, [tracked, 'app.cjs'])).toEqual({ status: 0, output: `${output}\n`, errors: '' });
    });
  });
});
