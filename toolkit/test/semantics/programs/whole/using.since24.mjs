const resource = (name) => ({ name, async [Symbol.asyncDispose]() { await null; console.log('disposed', name); }, [Symbol.dispose]() { console.log('closed', name); } });
const f = async () => { await using a = resource('a'); await using b = resource('b'); using c = resource('c'); await null; console.log('body', a.name, b.name, c.name); return Promise.resolve('result'); };
console.log(await f());
const g = async () => { { await using x = resource('x'); } await null; console.log('after block'); for (await using y of [resource('y'), resource('z')]) console.log(y.name); await using n = null; throw new Error('g'); };
try { await g(); } catch (error) { console.log(error.message); }
const h = async () => { await using bad = { async [Symbol.asyncDispose]() { throw new Error('dispose'); } }; throw new Error('body'); };
try { await h(); } catch (error) { console.log(error.name, error.error?.message, error.suppressed?.message); }
let turns = 0, on = true; (async () => { while (on) { await null; turns++; } })();
await (async () => { await using t = resource('t'); })(); console.log(turns); on = false;
async function* gen() { await using r = resource('gen'); yield 1; yield 2; }
for await (const v of gen()) { console.log(v); break; }
