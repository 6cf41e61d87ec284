const tick = () => Promise.resolve();
add('finally: order and overriding', async (log) => {
  const a = async () => { try { return 'try'; } finally { log('a'); } };
  const b = async () => { try { throw new Error('lost'); } finally { return 'finally'; } };
  const c = async () => { try { return await Promise.reject(new Error('c')); } catch (error) { return error.message; } finally { log('c'); } };
  const d = async () => { for (;;) { try { await tick(); return 'no'; } finally { break; } } return 'after'; };
  const e = async () => { l: try { return 'x'; } finally { await tick(); log('e'); } };
  const f = async () => { for (const x of [1, 2]) { try { continue; } finally { await tick(); log('f', x); } } return 'end'; };
  log(await a(), await b(), await c(), await d(), await e(), await f());
});
add('finally: return of a promise', async (log) => {
  const late = (x) => tick().then(() => { log('settles', x); return x; });
  const a = async () => { try { return late('a'); } finally { log('fin'); } };
  const b = async () => { try { return late('b'); } finally { await tick(); await tick(); log('fin b'); } };
  const c = async () => { try { return Promise.reject(new Error('not caught')); } catch { return 'caught'; } finally { log('fin c'); } };
  const d = async () => { try { return late('d'); } finally { return late('other'); } };
  log(await a(), await b(), await d()); try { await c(); } catch (error) { log(error.message); }
});
add('catch without binding, rethrow, nested', async (log) => {
  const f = async (x) => { try { try { await tick(); if (x) throw new Error(x); return 'ok'; } catch { await tick(); throw new RangeError('again'); } finally { log('inner'); } } catch ({ name, message }) { return name + message; } };
  log(await f(0), await f('boom'));
});
add('throw of anything', async (log) => {
  for (const value of [1, null, undefined, 'text', { a: 1 }, Symbol.iterator]) { const f = async () => { await null; throw value; }; try { await f(); log('no'); } catch (caught) { log(caught === value); } }
});
add('lines of errors', async (log) => {
  const deep = async () => {
    await tick();

    throw new Error('third');
  };
  const outer = async () => { await deep(); };
  try { await outer(); } catch (error) { log(line(error)); }
  try { await (async () => { null.x; })(); } catch (error) { log(error.name, line(error)); }
  const f = async () => {
    await tick(); (() => { throw new SyntaxError('s'); })(); };
  try { await f(); } catch (error) { log(line(error)); }
});
add('async stack names', async (log) => {
  const first = async () => { await tick(); throw new Error('s'); };
  async function second() { await first(); }
  const third = async () => await second();
  class K { async fourth() { await third(); } }
  try { await new K().fourth(); } catch (error) { log(names(error)); }
});
add('turns of return', async (log) => {
  let n = 0, on = true;
  (async () => { while (on) { await null; n++; } })();
  const forms = [async () => 1, async () => await 1, async () => tick(), async () => await tick(), async () => ({ then: (r) => r(1) }), async function () {}, async () => { return tick(); }, async () => { try { return tick(); } finally {} }, async () => (async () => 1)()];
  for (const f of forms) { n = 0; await f(); log(n); }
  on = false;
});
add('order of tasks', async (log) => {
  const steps = [];
  const task = async (name) => { steps.push(name + 1); await null; steps.push(name + 2); await tick(); steps.push(name + 3); return tick().then(() => steps.push(name + 4)); };
  await Promise.all([task('a'), task('b'), task('c').then(() => steps.push('then'))]);
  queueMicrotask(() => steps.push('micro')); await null; log(steps);
});
add('races and combinators', async (log) => {
  const late = async (turns, value, fail) => { for (let i = 0; i < turns; i++) await null; if (fail) throw new Error(value); return value; };
  log(await Promise.race([late(5, 'slow'), late(1, 'fast')]), await Promise.any([late(1, 'bad', true), late(3, 'good')]), (await Promise.allSettled([late(1, 'x', true), late(1, 'y')])).map((r) => r.value ?? r.reason.message));
  try { await Promise.all([late(9, 'never'), late(1, 'first', true)]); } catch (error) { log(error.message); }
});
add('handled late', async (log) => {
  const fails = async () => { throw new Error('e'); };
  const p = fails(); log(await p.catch((e) => e.message), await fails().then(null, (e) => e.message), await fails().finally(() => log('f')).catch(() => 'c'));
});
add('async local storage', async (log) => {
  const { AsyncLocalStorage } = await import('node:async_hooks'); const als = new AsyncLocalStorage();
  const read = async () => { await null; return als.getStore(); };
  log(await als.run(1, read), await als.run(2, async () => [await read(), await als.run(3, read), await read()]), als.getStore());
});
