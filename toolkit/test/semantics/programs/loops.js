const source = (log) => ({ async *[Symbol.asyncIterator]() { try { yield 1; await null; yield 2; yield 3; } finally { log('closed'); } } });
add('for await: break, continue, labels', async (log) => {
  for await (const x of source(log)) { if (x === 1) continue; log(x); if (x === 2) break; }
  outer: for (const y of [1, 2]) for await (const x of source(log)) { if (x === 2) continue outer; log(y, x); }
  l: for await (const x of source(log)) { for await (const y of [1, 2]) { if (y === 1) break l; } log(x); }
});
add('for await: return and throw', async (log) => {
  const first = async () => { for await (const x of source(log)) return x; };
  const fails = async () => { for await (const x of source(log)) { await null; throw new Error('body ' + x); } };
  log(await first());
  try { await fails(); } catch (error) { log(error.message, line(error)); }
});
add('for await: return of a promise', async (log) => {
  const late = async () => { for await (const x of source(log)) return Promise.resolve(x).then((y) => { log('settled'); return y; }); };
  log(await late());
});
add('for await over sync iterables', async (log) => {
  for await (const x of [Promise.resolve('a'), 'b', (async () => 'c')()]) log(x);
  for await (const x of new Set([1, Promise.resolve(2)])) log(x);
  for await (const [k, v] of new Map([['k', Promise.resolve(1)]])) log(k, v instanceof Promise);
  function* sync() { try { yield Promise.resolve(1); yield 2; } finally { log('sync closed'); } }
  for await (const x of sync()) { log(x); break; }
  try { for await (const x of [Promise.reject(new Error('item'))]) log(x); } catch (error) { log(error.message); }
  for await (const x of 'hi') log(x);
});
add('for await: heads', async (log) => {
  for await (const { a = 1, ...rest } of [{ b: 2 }]) log(a, rest);
  for await (const [x, y = x] of [[1], [2, 3]]) log(x, y);
  let z; for await (z of [4]) ; log(z);
  const o = {}; for await (o.x of [5, 6]) log(o.x);
  for await (var v of (0, [7])) log(v); log(v);
  for await (let w of [8]) { w++; log(w); }
  for await (const f of [async () => 9]) log(await f());
});
add('for await: bodies', async (log) => {
  for await (const x of [1, 2]) log(x);
  for await (const x of [1]) { }
  for await (const x of [1]) ;
  for await (const x of [1]) if (x) log('if'); else log('else');
  for await (const x of []) log('never');
  if (true) for await (const x of [3]) log(x); else log('no');
  const fs = []; for await (const x of [1, 2]) fs.push(() => x); log(fs.map((f) => f()));
});
add('for await: what can not be iterated', async (log) => {
  for (const bad of [null, undefined, 5, {}, { [Symbol.asyncIterator]: 1 }, { [Symbol.asyncIterator]: () => 5 }, { [Symbol.asyncIterator]: () => ({}) }, { [Symbol.asyncIterator]: () => ({ next: () => 5 }) }]) {
    try { for await (const x of bad) log(x); } catch (error) { log(error.name); }
  }
});
add('for await: turns of the microtask queue', async (log) => {
  let turns = 0, on = true;
  (async () => { while (on) { await null; turns++; } })();
  for await (const x of source(log)) { log(x, turns); turns = 0; }
  for await (const x of [1, Promise.resolve(2)]) { log(x, turns); turns = 0; }
  on = false;
});
add('for await: order among several', async (log) => {
  const read = async (name) => { for await (const x of source(() => {})) log(name, x); };
  await Promise.all([read('a'), read('b')]);
});
add('for await: iterator protocol', async (log) => {
  const calls = [];
  const iterator = { next(...a) { calls.push(['next', a.length, this === iterator]); return Promise.resolve({ done: calls.length > 3, value: calls.length }); }, get return() { calls.push('get return'); return undefined; } };
  for await (const x of { [Symbol.asyncIterator]: () => iterator }) log(x);
  calls.length = 0;
  for await (const x of { [Symbol.asyncIterator]: () => iterator }) break;
  log(calls);
});
