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
  'the text of a plain function can run elsewhere': `
    const plain = (x) => String(x); function keeps(x) { return [String(x), x && String(x)]; }
    class K { constructor(x = String(1)) { this.x = String(x); } get g() { return String(this.x); } at(i) { return [this.g].at(i); } }
    const vm = require('node:vm');
    async function used() { await null; }
    (async () => {
      for (const call of ['(' + plain + ')(1)', '(' + keeps + ')(2)', 'new (' + K + ')().at(0)']) console.log(await vm.runInNewContext(call));
      await used();
    })()`,
  'a file can call its variables Symbol, globalThis and Promise': `
    const Symbol = 'symbol'; var globalThis = 'global'; let Promise = 'promise', FinalizationRegistry = 1, WeakRef = 2;
    (async function () { await null; console.log(Symbol, globalThis, Promise, FinalizationRegistry, WeakRef); })()`,
  'an error tells what was awaited, and is no iterable or function, in the words of the engine': `
    const values = [null, undefined, 5, {}, { [Symbol.iterator]: 5 }];
    const of = (value) => async () => value;
    const uses = [
      async (f) => { const { a } = await f(); return a; }, async (f) => { let a; ({ a } = await f()); return a; },
      async (f) => { const [a] = await f(); return a; }, async (f) => { let a; [a] = (await f()); return a; },
      async (f) => { for (const x of await f()) return x; }, async (f) => [0, ...await f()], async (f) => f(...await f()),
      async (f) => (await f())(), async (f) => (await f()).m(), async (f) => await (await f()).m(await f()), async (f) => new (await f())(),
      async (f) => { for await (const x of await f()) return x; }, async (f) => (await f() || f).m(), async (f) => [await f()][0].m(),
      async (f) => { const { a } =
        f.m(
          f()); }, async (f) => [
        f().m()],
    ];
    const yields = [async function* () { const { a } = yield 1; yield a; }, async function* () { (yield 2).m(); }];
    const asks = async (made, value) => { await made.next(); await made.next(value).then(console.log, (error) => console.log(error.message)); };
    (async () => {
      for (const make of yields) for (const value of values) await asks(make(), value);
      for (const use of uses) for (const value of values) {
        await use(of(value)).then(console.log, (error) => console.log(error.name, error.message, /:(\\d+):\\d+\\)?$/m.exec(error.stack)[1]));
      }
      for (const step of [5, undefined]) {
        try { for await (const x of { [Symbol.asyncIterator]: () => ({ next: step }) }) return x; } catch (error) { console.log(error.message); }
      }
    })();`,
  'a class has the name of the parameter that it is the default of': `
    const call = () => 1;
    async function waits(A = class { static value = call(); }, { B = class { value = call(); } } = {}) { await null; return [A.name, B.name]; }
    const plain = (A = class { static value = call(); }) => A.name;
    (async () => { console.log(await waits(), plain()); })();`,
  'nothing of ours shows on the global object': `
    (async () => { await null; console.log(Object.keys(globalThis).filter((key) => /ts_|scope/i.test(key))); })()`,
};

const SHOW = `
  const show = () => tasks().map(({ frames, createdBy }) => frames.map(({ name, line }) => name + ':' + line).join('<') + ' by ' + (createdBy?.name ?? 'nobody')).sort().join(', ');`;

/** What tasks are left, and who started them. `since`: the first version of Node that can read the program. */
const TASKS: Record<string, { program: string; output: string; since?: number }> = {
  'where no call was made, what begins next is not that call': {
    program: `${SHOW}
      const end = Promise.withResolvers();
      const none = undefined, never = false;
      async function starts() { await end.promise; }
      async function awaits() {
        const all = [await none?.call(), void starts()];
        await (never ? starts() : end.promise);
      }
      async function returns() {
        const all = [await none?.call(), void starts()];
        return never ? starts() : end.promise;
      }
      (async () => { await null; void awaits(); await null; await null; await null; void returns(); })();
      setTimeout(() => { console.log(taskCount(), show()); end.resolve(); }, 5);`,
    output: '4 awaits:8 by app.func1, returns:12 by app.func1, starts:5 by awaits, starts:5 by returns',
  },
  'a call is told at its own line behind what was skipped, and in an optional chain': {
    program: `${SHOW}
      const end = Promise.withResolvers();
      const none = undefined, some = { one: () => some, two() { void task(); } }, nothing = () => {};
      const money = { valueOf() { void task(); return 1; } };
      async function task() { await end.promise; }
      async function inChain() { void [nothing(),
        some?.one().two()]; }
      async function behindChain() { void [nothing(),
        none?.one().two(), task()]; }
      async function behindAssignment(value) { void [nothing(),
        value ||= task(), task()]; }
      async function behindDefault() { const { a = task() } = { a: String(1) },
          b = task(); }
      async function ofPattern() { const {
          a = task() } = nothing() ?? {}; }
      async function byOperator() { let sum = 1; nothing();
        -money;
        sum += money; }
      async function main() {
        void inChain(); void behindChain(); void behindAssignment(1); void behindDefault(); void ofPattern(); void byOperator();
      }
      void main();
      console.log(tasks().map(({ createdBy: { name, line } }) => name + ':' + line).join(' '));
      end.resolve();`,
    output: 'inChain:8 behindChain:10 behindAssignment:12 behindDefault:14 ofPattern:16 byOperator:18 byOperator:19',
  },
  'a thenable that is returned as it is written is waited for': {
    program: `${SHOW}
      async function literal() { return { then() {} }; }
      const quoted = async () => ({ ['then'](done) { end = done; } });
      async function inherited() { return { __proto__: { then() {} } }; }
      async function classed() { return class { static then() {} }; }
      async function plain() { return { value: 1 }; }
      let end;
      void literal(); void quoted(); void inherited(); void classed(); void plain();
      setTimeout(() => {
        console.log(taskCount(), show());
        end();
        setTimeout(() => console.log(taskCount()), 5);
      }, 5);`,
    output: '4 classed:6 by nobody, inherited:5 by nobody, literal:3 by nobody, quoted:4 by nobody\n3',
  },
  'a method named `get` returns the call that it makes': {
    program: `${SHOW}
      const end = Promise.withResolvers();
      const store = { get(id) { return this.load(id); }, async load(id) { await end.promise; } };
      const cache = { get(id) { void store.load(id); return end.promise; } };
      async function reads() { await store.get(1); }
      async function peeks() { await cache.get(1); }
      void reads(); void peeks();
      setTimeout(() => { console.log(taskCount(), show()); end.resolve(); }, 5);`,
    output: '3 load:4 by peeks, load:4<reads:6 by nobody, peeks:7 by nobody',
  },
  'what is called behind a loop that waited is called by its function, wherever the loop stands': {
    program: `${SHOW}
      const end = Promise.withResolvers();
      async function* two() { yield 1; yield 2; }
      async function waits() { await end.promise; }
      async function branch(is) { if (is) for await (const x of two()) String(x); else String(0); await waits(); }
      async function other(is) { if (!is) String(0); else for await (const x of two()) { if (x === 2) break; } await waits(); }
      async function labelled() { for (const y of [1]) each: for await (const x of two()) { if (x === 1) continue each; break each; } await waits(); }
      void branch(true); void other(true); void labelled();
      setTimeout(() => { console.log(taskCount(), show()); end.resolve(); }, 5);`,
    output: '3 waits:5<branch:6 by nobody, waits:5<labelled:8 by nobody, waits:5<other:7 by nobody',
  },
  'the resource of a head of a loop is waited for at its line': {
    since: 24,
    program: `${SHOW}
      const end = Promise.withResolvers();
      const resource = () => ({ async [Symbol.asyncDispose]() { await end.promise; } });
      const ended = () => ({ async [Symbol.asyncDispose]() { await null; } });
      async function waits() { await end.promise; }
      async function turns() { for (await using x of [ended(), resource()]) await null; }
      async function asks() { if (true) for await (await using x of [ended(), resource()]) String(x); }
      async function answers() { for (await using x of [resource()]) return end.promise; }
      async function goesOn() { for (await using x of [ended()]) String(x); await waits(); }
      void turns(); void asks(); void answers(); void goesOn();
      setTimeout(() => {
        console.log(taskCount(), show());
        end.resolve();
        setTimeout(() => console.log(taskCount()), 5);
      }, 5);`,
    output: [
      `7 ${Array(3).fill('[Symbol.asyncDispose]:4 by nobody').join(', ')}`,
      'answers:9 by nobody',
      'asks:8 by nobody',
      'turns:7 by nobody',
      'waits:6<goesOn:10 by nobody\n0',
    ].join(', '),
  },
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
  'the fields of a class that an async function made are set where an object is made': {
    program: `
      const end = Promise.withResolvers();
      const text = (value) => String(value);
      async function waits() { await end.promise; }
      async function makes() {
        return class {
          one = text(1);
          two = waits();
        };
      }
      async function holds() { await null; await end.promise; }
      async function uses(made) { new made(); }
      async function main() {
        const made = await makes();
        // Their records are those of calls that have ended.
        void holds(); void holds();
        for (let turn = 0; turn < 3; turn++) await null;
        void uses(made);
        const places = tasks().map(({ name, frames: [frame], wait, createdBy }) => [name, frame.line, wait, createdBy?.name ?? 'nobody'].join(' '));
        console.log(places.join(', '));
        end.resolve();
      }
      main();`,
    output: 'main 19 running nobody, holds 11 await main, holds 11 await main, waits 4 await uses',
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

describe.each(NODES)('on Node $major', ({ path, major }) => {
  const node = path ?? '';
  describe.skipIf(path === null)('found by others: ', () => {
    test.each(Object.entries(SAME))('%s', async (_, program) => {
      project.write({ 'app.cjs': program });
      const bare = await project.run(node, ['app.cjs']);
      expect(bare).toMatchObject({ status: 0, errors: '' });
      expect(bare.output).not.toBe('');
      expect(await project.run(node, [tracked, 'app.cjs'])).toEqual(bare);
    });

    const readable = Object.entries(TASKS).filter(([, { since = 0 }]) => since <= major);
    test.each(readable)('%s', async (_, { program, output }) => {
      project.write({ 'app.cjs': `const { taskCount, tasks } = require('taskscope');${program}` });
      expect(await project.run(node, [tracked, 'app.cjs'])).toEqual({ status: 0, output: `${output}\n`, errors: '' });
    });
  });
});
