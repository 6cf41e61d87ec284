/** One suspended function for each kind of thing that can keep one alive. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';

const pass = (keep) => new Promise((resolve) => keep(resolve));

let pending = null;
async function byVariable() {
  await pass((resolve) => (pending = resolve)); // suspended 1 byVariable: variable pending
}
byVariable();

const waiting = new Map();
async function byMap() {
  await pass((resolve) => waiting.set('key', resolve)); // suspended 1 byMap: variable waiting: Map
}
byMap();

const members = new Set();
async function bySet() {
  await pass((resolve) => members.add(resolve)); // suspended 1 bySet: variable members: Set
}
bySet();

const queue = [];
async function byArray() {
  await pass((resolve) => queue.push({ resolve })); // suspended 10 byArray: variable queue
}
for (let count = 0; count < 10; count++) byArray();

export const exportedList = [];
async function byExport() {
  await pass((resolve) => exportedList.push(resolve)); // suspended 1 byExport: variable exportedList
}
byExport();

const byId = {};
async function byIndex(id) {
  await pass((resolve) => (byId[id] = resolve)); // suspended 5 byIndex: variable byId
}
for (let id = 0; id < 5; id++) byIndex(1000 + id);

const byKey = {};
async function byName(name) {
  await pass((resolve) => (byKey[name] = { resolve })); // suspended 200 byName: variable byKey
}
for (let id = 0; id < 200; id++) byName(`key-${id}`);

globalThis.everybody = [];
async function byGlobal() {
  await pass((resolve) => globalThis.everybody.push(resolve)); // suspended 1 byGlobal: globalThis.everybody
}
byGlobal();

class Pool {
  static all = [];
  waiters = [];
  #hidden = [];
  async acquire() {
    await pass((resolve) => this.waiters.push(resolve)); // suspended 3 acquire: .waiters
  }
  async inPrivate() {
    await pass((resolve) => this.#hidden.push(resolve)); // suspended 1 inPrivate: .#hidden
  }
  async inStatic() {
    await pass((resolve) => Pool.all.push(resolve)); // suspended 1 inStatic: Pool.all
  }
}
const pool = new Pool();
for (let count = 0; count < 3; count++) pool.acquire();
pool.inPrivate();
pool.inStatic();

const makeStore = () => {
  const local = [];
  return { add: (resolve) => local.push(resolve) };
};
const store = makeStore();
async function byClosure() {
  await pass((resolve) => store.add(resolve)); // suspended 1 byClosure: variable local
}
byClosure();

async function byTimer() {
  await pass((resolve) => setTimeout(resolve, 7_654_321)); // suspended 1 byTimer: Timeout of 7654321 ms
}
byTimer();

async function bySleep() {
  await sleep(7_654_322); // suspended 2 bySleep: Timeout of 7654322 ms
}
bySleep();
bySleep();

async function byInterval() {
  await pass((done) => {
    // suspended-above 1 byInterval: Timeout of 7654323 ms
    const timer = setInterval(() => {
      clearInterval(timer);
      done();
    }, 7_654_323);
  });
}
byInterval();

const bus = new EventEmitter();
async function byListener() {
  await pass((resolve) => bus.once('arrived', resolve)); // suspended 1 byListener: listener "arrived"
}
byListener();
async function byOnce() {
  await once(bus, 'departed'); // suspended 1 byOnce: variable bus: EventEmitter
}
byOnce();

const controller = new AbortController();
async function byAbort() {
  await pass((resolve) => controller.signal.addEventListener('abort', resolve)); // suspended 1 byAbort: AbortSignal
}
byAbort();

const stream = new PassThrough();
async function byStream() {
  for await (const piece of stream) console.log(piece); // suspended 1 byStream: variable stream: PassThrough
}
byStream();

const { port1 } = new MessageChannel();
async function byPort() {
  await pass((resolve) => port1.on('message', resolve)); // suspended 1 byPort: MessagePort
}
byPort();

const storage = new AsyncLocalStorage();
async function byStorage() {
  await pass((resolve) => storage.run({ resolve }, () => setTimeout(() => {}, 7_654_324))); // suspended 1 byStorage: AsyncLocalStorage
}
byStorage();

const notes = new WeakMap();
const key = { name: 'key' };
async function byWeakMap() {
  await pass((resolve) => notes.set(key, { resolve })); // suspended 1 byWeakMap: value of a WeakMap
}
byWeakMap();

// By way of its key, however short the way to the table is.
const tables = new WeakMap();
const deep = { first: { second: { third: { name: 'key' } } } };
async function byDeepKey() {
  await pass((resolve) => tables.set(deep.first.second.third, { resolve })); // suspended 1 byDeepKey: .third → value of a WeakMap
}
byDeepKey();

let reached = 0;
const server = createServer(() => ready());
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const socket = connect(port, '127.0.0.1', () => {
    bySocket(socket);
    byFetch(`http://127.0.0.1:${port}`);
    ready();
  });
});
async function bySocket(socket) {
  await pass((resolve) => socket.on('data', resolve)); // suspended 1 bySocket: listener "data"
}
async function byFetch(url) {
  await fetch(url); // suspended 1 byFetch: Socket
}
function ready() {
  if (++reached === 2) process.emit('ready');
}
process.on('exit', () => [exportedList, pool, pending, key, tables, deep, controller, port1]);
