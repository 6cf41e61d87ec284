const id = async (x) => { await null; return x; };
add('every operator', async (log) => {
  log(await id(1) + await id(2), (await id(2)) ** 3, -await id(3), typeof await id('s'), !await id(0), await id(1) ? await id('y') : await id('n'));
  log(await id(null) ?? await id('d'), await id(0) || await id('or'), await id(1) && await id('and'), (await id(1), await id(2)), await id(5) > await id(4), void await id(1));
  log(await id(6) & await id(3), 'a' in await id({ a: 1 }), await id([]) instanceof Array, await id('x') === await id('x'));
});
add('literals, spreads and computed keys', async (log) => {
  log([await id(1), ...await id([2, 3])], { [await id('k')]: await id('v'), ...await id({ s: 1 }), async m() { return id(1); } }.k, `a${await id(1)}b${await id(`${await id(2)}`)}`);
  log(Math.max(await id(1), ...await id([5, 3]), await id(2)));
});
add('members, calls and optional chaining', async (log) => {
  const object = { f: async (x) => ({ g: async () => x }), n: null };
  log(await (await object.f(await id(3))).g(), await object?.f?.(4).then((r) => r.g()), await object.missing?.(await id(log('not called'))), await object.n?.x.y);
  log((await id({ a: { b: 1 } })).a?.b, (await id([7]))[await id(0)], await (await id(async (x) => x))(8), await object['f'](9).then(() => 'then'));
});
add('tagged templates', async (log) => {
  const tag = async (strings, ...values) => [strings.raw.join('|'), await Promise.all(values)];
  log(await tag`a${id(1)}\n${await id(2)}c`, await (await id(tag))`x`);
});
add('new and import', async (log) => {
  log(new (await id(Map))([[1, 2]]).get(1), await new Promise((r) => r(id(3))), typeof (await import('node:path')).join, new (class { v = 1; })().v);
});
add('assignments', async (log) => {
  let x = 1; const o = { a: 1, b: null };
  x += await id(2); x *= await id(3); o.a += await id(x); o.b ??= await id('set'); o.a &&= await id(0); o.a ||= await id('or');
  x = o.c = await id(4);
  log(x, o);
  let order = []; const key = (k) => { order.push(k); return k; };
  o[key('left')] = await id(key('right'));
  log(order, o.left);
});
add('conditions and switch', async (log) => {
  const kind = async (x) => { switch (await id(x)) { case await id(1): return 'one'; case 2: { await null; break; } case 3: await null; default: return 'other'; } return 'two'; };
  log(await kind(1), await kind(2), await kind(3), await kind(4));
  if (await id(0)) log('no'); else if (await id(1)) log('yes');
});
add('loops', async (log) => {
  for (let i = await id(0); i < await id(3); i = i + await id(1)) log(i);
  for (const k in await id({ a: 1, b: 2 })) log(k);
  for (const v of await id([1, 2])) { if (v === 1) continue; log(v); }
  let n = 0; while (await id(n < 2)) n++;
  do n += await id(1); while (await id(n < 5));
  outer: for (const a of [1, 2]) { for (const b of [1, 2]) { if (await id(b === 2)) continue outer; if (a === 2) break outer; log(a, b); } }
  log(n);
});
add('statements without braces', async (log) => {
  const f = async (x) => { if (x) await null; else await id(1); for (const y of [1]) await id(y); l: await id(2); while (false) await id(3); return 'done' };
  log(await f(true), await f(false));
});
add('lines without semicolons', async (log) => {
  const a = await id(1)
  ;[2].forEach((x) => log(x))
  const b = await id(3)
  ;(() => log('iife'))()
  const f = async () => { const x = await id(5); return x }
  const g = async () => { return id(6)
  }
  const h = async (x) => x
  log(a, b, await f(), await g(), await h(7))
  let c = 1
  await id(c)
  ++c
  log(c)
  const t = async () => { await id(1)
    return [await id(2)]
  }
  log(await t())
});
add('return on several lines', async (log) => {
  const f = async () => { return (
    await id(1)
  ) }
  const g = async () => {
    return await id(2) // comment
  }
  const h = async () => { return /* c */ id(3) }
  const i = async (x) => { if (x) return id('then'); else return id('else') }
  log(await f(), await g(), await h(), await i(1), await i(0));
});
add('await of what is no promise', async (log) => {
  log(await 1, await 'a', await null, await undefined, await [1], await /x/.test('x'), await class {}.name, await (() => 1), await { a: 1 }, await this?.x);
});
add('thenables', async (log) => {
  const then = { then(resolve, reject) { log('then', resolve.length, reject.length); resolve('value'); } };
  const failing = { then(_, reject) { reject(new Error('thenable')); } };
  log(await then, await (async () => then)());
  for (const f of [async () => await failing, async () => failing]) { try { await f(); } catch (error) { log(error.message); } }
  const throwing = { get then() { throw new Error('getter'); } };
  try { await throwing; } catch (error) { log(error.message); }
});
add('parenthesised and nested awaits', async (log) => {
  log(await (id(1)), await ((id(2))), await await await id(3), await (await id(id))(4), (await (async () => await id(5))()), await (0, id)(6), await (id)(7));
});
add('arguments that start tasks', async (log) => {
  const other = async (x) => { await null; await null; return x; };
  log(await id(other(1)), await id(await other(2)), await Promise.all([other(3), id(4)]), await id([other(5)].length), await id(...[other(6)]));
  void other(7); log(await id?.(other(8)));
});
