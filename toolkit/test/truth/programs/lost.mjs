// Tasks that are lost, and tasks that only wait. Prints what taskscope says of them.
import { EventEmitter } from 'node:events';
import { createServer, connect } from 'node:net';
import { Channel, collect, go, leakedCount, profile, taskCount, tasks } from 'taskscope';

const TIMES = 20;
const keep = [];

class Mailbox {
  #senders = [];
  #receivers = [];
  put(value) { return new Promise((taken) => { const receive = this.#receivers.shift(); if (receive) { receive(value); taken(); } else this.#senders.push({ value, taken }); }); }
  take() { return new Promise((receive) => { const sender = this.#senders.shift(); if (sender) { sender.taken(); receive(sender.value); } else this.#receivers.push(receive); }); }
  async *[Symbol.asyncIterator]() { while (true) yield await this.take(); /* own take */ }
}
const never = () => new Promise(() => {});

async function lostSender(channel) { await null; await channel.send(1); /* lost sender */ }
const lostTailSender = async (channel) => channel.send(1); // lost tail sender
async function lostReceiver(channel) { const x = await channel.receive(); /* lost receiver */ return x; }
async function lostReader(channel) { for await (const x of channel) keep.push(x); /* lost reader */ }
async function ownSender(box) { await box.put(1); /* own sender */ }
async function ownReceiver(box) { return await box.take(); /* own receiver */ }
async function ownReader(box) { for await (const x of box) keep.push(x); /* own reader */ }
async function bare() { await never(); /* bare promise */ }
async function tail() { return never(); /* bare tail */ }
async function rejectedFirst() { try { await Promise.reject(new Error()); } catch { await never(); /* in a catch */ } }
async function inFinally() { try { await null; } finally { await never(); /* in a finally */ } }
async function chainTop() { await chainMiddle(); /* chain top */ }
async function chainMiddle() { return await chainLeaf(); /* chain middle */ }
async function chainLeaf() { await new Channel().receive(); /* chain leaf */ }
async function tailTop() { return tailLeaf(); }
async function tailLeaf() { await new Channel().send(1); /* tail leaf */ }
async function loser() { await Promise.race([never(), null]); const wrapper = () => { const a = never2(); void a; return Promise.resolve(); }; await wrapper(); }
async function never2() { await never(); /* loser of a wrapper */ }

async function losing() {
  for (let i = 0; i < TIMES; i++) {
    go(() => lostSender(new Channel()));
    void lostTailSender(new Channel());
    void lostReceiver(new Channel());
    void lostReader(new Channel());
    void ownSender(new Mailbox());
    void ownReceiver(new Mailbox());
    void ownReader(new Mailbox());
    void bare();
    void tail();
    void rejectedFirst();
    void inFinally();
    void chainTop();
    void tailTop();
    await loser();
  }
}

const release = [];
let finished = 0;
const done = () => { finished++; };
// They fire when the collections are over, however long these take.
let open = false;
const ticks = (resolve) => { const timer = setInterval(() => { if (open) { clearInterval(timer); resolve(); } }, 5); return timer; };
async function timer() { await new Promise((resolve) => { ticks(resolve); }); done(); }
async function unrefTimer() { await new Promise((resolve) => { ticks(resolve).unref(); }); done(); }
async function held() { await new Promise((resolve) => release.push(resolve)); done(); }
async function signal(s) { await new Promise((resolve) => s.addEventListener('abort', resolve)); done(); }
async function queued(channel) { await channel.receive(); done(); }
async function emitter(e) { await new Promise((resolve) => e.once('go', resolve)); done(); }
async function socket(port) { const s = connect(port, '127.0.0.1'); await new Promise((resolve) => s.once('data', resolve)); s.destroy(); done(); }
async function parent() { await held(); done(); }
async function combined(p) { await Promise.all([p, null]); done(); }
async function* parked() { yield 1; yield 2; }
async function abandons() { const g = parked(); await g.next(); done(); }
async function overflow() { await overflow(); }

const controller = new AbortController();
const global = new Channel();
const bus = new EventEmitter();
let peer;
const server = createServer((s) => { peer = s; }).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

await losing();
const lost = taskCount();
void timer(); void unrefTimer(); void held(); void signal(controller.signal); void queued(global); void emitter(bus); void socket(server.address().port); void parent(); void combined(new Promise((r) => release.push(r)));
for (let i = 0; i < 50; i++) await abandons();
const before = taskCount();
// Where the stack ends in the middle of an exit, that frame is counted until it is collected, and is no leak then.
try { await overflow(); } catch {}
await collect();
await collect();
const after = taskCount();
const live = tasks();
const groups = profile().groups;
open = true; release.forEach((r) => r()); controller.abort(); await global.send(1); bus.emit('go'); peer.write('x');
const ticker = setInterval(() => {}, 10);
while (finished < 50 + 10) await new Promise((resolve) => setTimeout(resolve, 5));
clearInterval(ticker);
server.close();
process.stdout.write(JSON.stringify({ lost, before, after, leaked: leakedCount(), live: live.map(({ name, wait }) => ({ name, wait })), groups, finished, end: taskCount() }));
