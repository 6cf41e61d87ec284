add('hoisting', async (log) => {
  async function f(a) { log(typeof inner, inner()); function inner() { return 'inner' + a; } { function block() { return 'block'; } } return inner(); }
  log(await f(1));
  async function g() { log(typeof v); var v = 1; { var v = 2; } return v; }
  log(await g());
  async function h() { try { x; } catch (error) { log(error.name); } let x = 1; const y = 2; return x + y; }
  log(await h());
});
add('names that clash', async (log) => {
  async function f(p) { var p; function q() { return 1; } var r = q; return [typeof p, r()]; }
  async function g(a) { let b = a; { let a = 2; const b = 3; a + b; } class C {} return [a, b, C.name]; }
  async function h() { function twice() { return 1; } var twice; return typeof twice; }
  log(await f(1), await g(1), await h());
  const enter = 1, exit = 2, suspend = 3, resume = 4, token = 5; log(await (async () => { await null; return enter + exit + suspend + resume + token; })());
});
add('shadowed globals', async (log) => {
  const Promise_ = Promise; { const Promise = 'p', Symbol = 's', globalThis = 'g', FinalizationRegistry = 'f'; log(await (async () => { await null; return Promise + Symbol + globalThis + FinalizationRegistry; })(), (async () => 1)() instanceof Promise_); }
});
add('eval', async (log) => {
  const f = async () => { const z = 5; await null; return [eval('z + 1'), (0, eval)('typeof z'), await eval('(async () => z + 2)()')]; };
  log(await f());
});
add('text of functions', async (log) => {
  const arrow = async (x) => x + 1;
  async function declared(a, b) { await null; /* comment */ return a ?? b; }
  const object = { async method() { return 1; }, async *gen() { yield 1; } };
  class K { async m() { await null; } static s = async () => 2; }
  function outer() { return async () => { await null; }; }
  for (const f of [arrow, declared, object.method, object.gen, K, K.s, outer, outer()]) log(f.toString());
  log(String(arrow) === `${arrow}`, Function.prototype.toString.call(declared).length, Function.prototype.toString.toString());
});
add('functions sent as text', async (log) => {
  const f = async (x) => { await null; return x * 2; };
  log(await new Function(`return (${f})(21)`)(), await eval(`(${f})`)(4), await (0, eval)(`(${f.toString()})`)(5));
  const vm = await import('node:vm'); log(await vm.runInNewContext(`(${f})(6)`));
});
add('functions made at run time', async (log) => {
  const AsyncFunction = (async () => {}).constructor;
  log(await new AsyncFunction('x', 'await null; return x')(3), await new Function('return (async () => 4)()')());
});
add('timers and emitters', async (log) => {
  const { EventEmitter, once } = await import('node:events'); const { setTimeout: sleep } = await import('node:timers/promises');
  const e = new EventEmitter(); e.on('x', async (v) => { await null; log('handler', v); });
  setImmediate(() => e.emit('x', 1)); const [v] = await once(e, 'x'); await sleep(1); log('once', v);
});
add('unicode and escapes', async (log) => {
  const été = async (日本) => { await null; return 日本 + '😀' + '\u2028'.length; };
  const \u{61}bc = async () => 'escaped'; log(await été('語'), await abc(), await (async () => `😀${await été('x')}`)());
});
add('regular expressions after awaits', async (log) => {
  const a = await null ?? /b/.test('b'); const d = 8, g = 2; log(a, (await d) / g / 1, await (async () => /=>/.test('=>'))(), [await 'x', /[/\]]+/.exec('/]')[0]]);
});
add('labels and blocks', async (log) => {
  a: { await null; b: { if (await true) break a; log('no'); } log('no'); } log('after');
  x: for (;;) { y: for (;;) { await null; break x; } } { await null; { await null; } } log('end');
});
add('getters of constructor', async (log) => {
  const p = Promise.resolve(1); let reads = 0; Object.defineProperty(p, 'constructor', { get() { reads++; return Promise; } });
  log(await p, reads > 0);
});
