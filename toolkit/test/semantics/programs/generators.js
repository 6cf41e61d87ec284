add('next, return, throw', async (log) => {
  async function* count(n) { try { for (let i = 0; i < n; i++) { const got = yield i; if (got) log('got', got); } return 'end'; } catch (error) { log('caught', error.message); yield 'recovered'; } finally { log('finally'); } }
  const a = count(2); log(await a.next(), await a.next('x'), await a.next('y'), await a.next());
  const b = count(5); log(await b.next(), await b.return('r'), await b.next());
  const c = count(5); await c.next(); log(await c.throw(new Error('t')), await c.next(), await c.next());
  const d = count(1); log(await d.return('early'), await d.next());
  const e = count(1); try { await e.throw(new Error('before')); } catch (error) { log(error.message); }
});
add('several next at once', async (log) => {
  async function* g() { yield 1; await null; yield 2; return 3; }
  const i = g(); log(await Promise.all([i.next(), i.next(), i.next(), i.next()]));
});
add('yield of promises', async (log) => {
  async function* g() { const a = yield Promise.resolve(1); log(a); try { yield Promise.reject(new Error('no')); } catch (error) { log('inside', error.message); } return Promise.resolve('r'); }
  const i = g(); log(await i.next(), await i.next('in'), await i.next());
});
add('yield star', async (log) => {
  async function* inner() { try { const x = yield 'a'; log('inner got', x); yield 'b'; return 'inner result'; } finally { log('inner closed'); } }
  async function* outer() { const r = yield* inner(); log(r); yield* [1, Promise.resolve(2)]; yield* (async function* () { yield 'nested'; })(); }
  const i = outer(); log(await i.next(), await i.next('x')); for await (const x of i) log(x);
  const j = outer(); await j.next(); log(await j.return('bye'));
  const k = outer(); await k.next(); try { await k.throw(new Error('thrown')); } catch (error) { log(error.message); }
  async function* star() { yield/* c */* /* * */ inner(); }
  log(await star().next());
});
add('yield without operand and line ends', async (log) => {
  async function* g() {
    const a = yield
    ;[1].forEach((x) => log('each', x))
    yield
    (() => log('call'))()
    const b = yield
    /x/.test('x')
    yield [yield 'inner', yield]
    log(a, b)
  }
  const i = g(); for (let n = 0; n < 7; n++) log((await i.next(n)).value);
});
add('yield in expressions', async (log) => {
  async function* g(x) { const o = { [yield 'key']: yield 'value' }; const t = `${yield 't'}`; const r = (yield 1) + (yield 2); log(o, t, r, x ? yield 'c' : 0); return yield* []; }
  const i = g(1); let v = 0; for (let s = await i.next(); !s.done; s = await i.next(++v)) log(s.value);
});
add('return in generators', async (log) => {
  async function* a() { try { return Promise.resolve('p'); } finally { log('fin'); await null; } }
  async function* b() { try { yield 1; } finally { return 'over'; } }
  async function* c() { return Promise.reject(new Error('rejected')); }
  log(await a().next()); const i = b(); await i.next(); log(await i.return('x'));
  try { await c().next(); } catch (error) { log(error.message); }
});
add('await in generators', async (log) => {
  const work = async (x) => { await null; return x; };
  async function* g() { for (let i = 0; i < 2; i++) { const x = await work(i); yield x; await work('after'); } }
  for await (const x of g()) { await null; log(x); }
});
add('generator methods and arguments', async (log) => {
  class Box { items = [1, 2]; async *[Symbol.asyncIterator]() { for (const x of this.items) yield x; } async *pairs(a, b = this.items) { yield [a, ...b, arguments.length]; } static async *all() { yield* new Box(); } }
  for await (const x of new Box()) log(x); for await (const x of new Box().pairs(0)) log(x); for await (const x of Box.all()) log(x);
});
add('abandoned generators', async (log) => {
  async function* g() { yield 1; log('never'); }
  for (let i = 0; i < 3; i++) { const it = g(); await it.next(); }
  log('left');
});
add('pipelines of generators', async (log) => {
  async function* numbers() { let n = 0; while (true) yield n++; }
  async function* take(it, n) { let i = 0; for await (const x of it) { if (i++ >= n) return; yield x; } }
  async function* map(it, f) { for await (const x of it) yield f(x); }
  for await (const x of take(map(numbers(), async (x) => x * x), 4)) log(x);
});
add('sync generators stay as they are', async (log) => {
  function* g() { const x = yield 1; log(x); yield* [2, 3]; return 4; }
  log([...g()], (() => { const i = g(); i.next(); return i.next('v'); })());
});
