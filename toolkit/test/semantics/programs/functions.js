// Forms of async functions. `add` and `line` come from the harness.
add('declaration, expression, arrow', async (log) => {
  async function declared(a) { return a + 1; }
  const expressed = async function named(a) { return a + 2; };
  const arrow = async (a) => a + 3;
  const bare = async a => a + 4;
  log(await declared(1), await expressed(1), await arrow(1), await bare(1));
  log(declared.name, expressed.name, arrow.name, bare.name, declared.length, arrow.length);
});
add('arrow with object, sequence and nested arrow', async (log) => {
  const object = async () => ({ a: 1, b: [2] });
  const sequence = async () => (log('side'), 7);
  const nested = async (a) => async (b) => async (c) => a + b + c;
  log(await object(), await sequence(), await (await (await nested(1))(2))(3));
});
add('immediately invoked', async (log) => {
  log(await (async () => 1)(), await (async function () { return this === undefined || this === globalThis; })(), await (async (x) => { await null; return x; })(3));
});
add('methods, getters and computed names', async (log) => {
  const key = 'dyn';
  const object = {
    value: 5,
    async plain() { return this.value; },
    async [key + 'amic']() { return this.value + 1; },
    async 'quoted name'() { return this.value + 2; },
    async 42() { return this.value + 3; },
    get later() { return (async () => { await null; return this.value + 4; })(); },
    async get() { return 'get'; }, async set() { return 'set'; }, async async() { return 'async'; }, async static() { return 'static'; },
  };
  log(await object.plain(), await object.dynamic(), await object['quoted name'](), await object[42](), await object.later);
  log(await object.get(), await object.set(), await object.async(), await object.static(), object.dynamic.name, object['quoted name'].name);
});
add('this and arguments', async (log) => {
  const object = { tag: 't', async method() { await null; return (async () => [this.tag, arguments.length, arguments[1]])(); } };
  log(await object.method('x', 'y', 'z'));
  async function own() { arguments[0] = 9; await null; return [...arguments]; }
  log(await own(1, 2), await own.call({}, 3), await own.apply(null, [4, 5]), await own.bind(null, 6)(7));
});
add('default parameters', async (log) => {
  async function sum(a = 1, b = a + 1, { c = b + 1, ...rest } = {}, [d = 4, ...more] = [], ...others) { await null; return [a, b, c, rest, d, more, others]; }
  log(await sum(), await sum(undefined, 5, { c: 6, z: 1 }, [7, 8, 9], 10, 11), sum.length);
});
add('default parameter that throws', async (log) => {
  const fails = () => { throw new TypeError('parameter'); };
  async function never(a = fails()) { log('not reached'); return a; }
  const promise = never();
  log(promise instanceof Promise);
  try { await promise; } catch (error) { log(error.name, error.message, line(error)); }
});
add('default parameter that starts a task', async (log) => {
  const started = async (x) => { await null; log('started', x); return x; };
  async function uses(a = started(1), b = (async () => started(2))()) { return [await a, await b]; }
  log(await uses());
});
add('destructuring in the body', async (log) => {
  const source = async () => ({ a: 1, b: { c: [2, 3] } });
  const { a, b: { c: [d, e = await source()] }, f = (await source()).a } = await source();
  let x, y;
  [x, y = await source().then(() => 8)] = [await source().then((s) => s.a)];
  ({ x, ['y' + '']: y } = { x, y: y + x });
  log(a, d, e, f, x, y);
});
add('directives in a function', async (log) => {
  async function strict() { 'use strict'; await null; return this === undefined; }
  async function two() { 'use strict'
    'use something else'
    return typeof this; }
  log(await strict(), await two());
});
add('empty bodies and comments only', async (log) => {
  async function empty() {}
  async function comment() { /* nothing */ }
  async function lineComment() {
    // nothing
  }
  const arrow = async () => {};
  log(await empty(), await comment(), await lineComment(), await arrow(), await (async () => void 0)());
});
add('comments in odd places', async (log) => {
  const a = async /* one */ (x /* two => */) /* three */ => /* four */ x /* five */ + 1;
  const b = async (y = '=>') => // arrow
    y;
  const c = async function /* f */ name /* g */ (z) /* h */ { return await /* w */ z /* v */; };
  log(await a(1), await b(), await c(2), await // trailing
    a(2));
});
add('new.target and instances', async (log) => {
  function Maker() { this.ready = (async () => { await null; return new.target === Maker; })(); }
  log(await new Maker().ready);
  async function notNew() { return new.target; }
  log(await notNew());
  try { new notNew(); } catch (error) { log(error.name); }
});
add('recursion and mutual recursion', async (log) => {
  const fib = async (n) => n < 2 ? n : (await fib(n - 1)) + (await fib(n - 2));
  const even = async (n) => n === 0 ? true : odd(n - 1);
  const odd = async (n) => n === 0 ? false : even(n - 1);
  log(await fib(10), await even(50), await odd(51));
});
add('callbacks of array methods', async (log) => {
  log(await Promise.all([3, 1, 2].map(async (x, i) => { await null; return x * i; })), await Promise.all([1, 2].flatMap((x) => [(async () => x)(), x])));
  log(await [1, 2, 3].reduce(async (sum, x) => (await sum) + x, Promise.resolve(0)));
});
add('currying through closures', async (log) => {
  const counters = [];
  for (let i = 0; i < 3; i++) counters.push(async () => { await null; return i; });
  for (var j = 0; j < 2; j++) counters.push(async () => j);
  log(await Promise.all(counters.map((f) => f())));
});
