/** What V8 gives no name, or what Node holds while the program calls it something: blocks, symbols, handles, tables of keys. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createContext, runInContext } from 'node:vm';

const kept = [];
const pass = (keep) => new Promise((resolve) => keep(resolve));

{
  const inBlock = [];
  var byBlock = async () => {
    await pass((resolve) => inBlock.push(resolve)); // suspended 1 byBlock: variable inBlock
  };
}
byBlock();

for (const item of ['one', 'two']) {
  const inLoop = { item };
  const byLoop = async () => {
    await pass((resolve) => (inLoop.resolve = resolve)); // suspended 2 byLoop: variable inLoop
  };
  kept.push(() => inLoop);
  byLoop();
}

try {
  throw new Error('to be caught');
} catch (caught) {
  const byCaught = async () => {
    await pass((resolve) => (caught.resolve = resolve)); // suspended 1 byCaught: variable caught: Error
  };
  kept.push(() => caught);
  byCaught();
}

// A number has no edge of its own, so that it is open which of the two it is.
{
  const number = kept.length;
  const besideNumber = [];
  const byEither = async () => {
    await pass((resolve) => besideNumber.push(resolve)); // suspended 1 byEither: variable number or besideNumber
  };
  kept.push(() => [number, besideNumber]);
  byEither();
}

const place = Symbol('place');
const owner = {};
async function bySymbol() {
  await pass((resolve) => (owner[place] = resolve)); // suspended 1 bySymbol: [Symbol(place)]
}
bySymbol();
globalThis[Symbol.for('of everybody')] = kept;
globalThis[Symbol.for('waiting')] = [];
async function byGlobalSymbol() {
  await pass((resolve) => globalThis[Symbol.for('waiting')].push(resolve)); // suspended 1 byGlobalSymbol: globalThis[Symbol(waiting)]
}
byGlobalSymbol();

/** Fewer keys than a large table has, and more than somebody would write down. */
const sessions = {};
async function byFewKeys(id) {
  await pass((resolve) => (sessions[`user ${id}`] = { resolve })); // suspended 30 byFewKeys: variable sessions
}
for (let id = 0; id < 30; id++) byFewKeys(id);

const realm = createContext({ visitors: [] });
async function byRealm() {
  await pass((resolve) => realm.visitors.push(resolve)); // suspended 1 byRealm: .visitors
}
byRealm();
async function ofOtherRealm() {
  await runInContext('new Promise((resolve) => { globalThis.answer = resolve; })', realm); // suspended 1 ofOtherRealm: .answer
}
ofOtherRealm();

const shared = new Int32Array(new SharedArrayBuffer(4));
async function bySharedMemory() {
  await Atomics.waitAsync(shared, 0, 0, 7_654_321).value; // suspended 1 bySharedMemory: Atomics.waitAsync
}
bySharedMemory();

let isOver = false;
async function byImmediate() {
  await pass((resolve) => {
    // suspended-above 1 byImmediate: Immediate
    const again = () => (isOver ? resolve() : setImmediate(again));
    again();
  });
}
byImmediate();

const child = spawn(process.execPath, ['-e', 'process.stdin.resume()']);
async function byExit() {
  await once(child, 'exit'); // suspended 1 byExit: ChildProcess, also variable child
}
byExit();
async function byEvent() {
  await once(child, 'message'); // suspended 1 byEvent: listener "message"
}
byEvent();
async function byOutput() {
  for await (const piece of child.stdout) console.log(piece); // suspended 1 byOutput: also variable child.stdout
}
byOutput();

process.on('exit', () => {
  child.kill('SIGKILL');
  return [kept, byBlock, owner, sessions, realm, shared, (isOver = true)];
});
setImmediate(() => process.emit('ready'));
