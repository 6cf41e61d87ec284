// Runs batches of generated programs, and tells what taskscope says of them at each stage. It is not transformed itself.
// stage 0: all have started; 1 and 2: what is held for this round was let go. Each is looked at before and after a collection.
import { EventEmitter } from 'node:events';
import { Channel, collect, Mutex, profile, taskCount, tasks, WaitGroup } from 'taskscope';

const ROUNDS = 2;
const TURNS = 60;
const tracked = process.argv[2] === 'tracked';
const registry = globalThis[Symbol.for('taskscope.registry.2')];
const programs = new Map();
/** The program whose turn it is. */
let now = null;
/** What was put off to a later turn of the event loop, and has not come yet. */
let pending = 0;
/** Timers: they fire one after the other, each when all else is quiet, so that what comes first is no chance. */
const timers = [];
let tick = 0;
let ticker = 0;

/** Counts microtask turns, from here on. */
function startTicker() {
  const own = ++ticker;
  tick = 0;
  const step = () => {
    if (own === ticker && ++tick < TURNS) queueMicrotask(step);
  };
  queueMicrotask(step);
}

function later(schedule) {
  pending++;
  schedule((...values) => {
    pending--;
    startTicker();
    return values;
  });
}

/** `held`: it can't fire before that is true. */
function onTimer(f, held = () => true) {
  const timer = { held, open: false };
  const interval = setInterval(() => {
    if (!timer.open) return;
    clearInterval(interval);
    timer.open = false;
    startTicker();
    f();
  }, 1);
  timers.push(timer);
}

globalThis.generated = (name) => {
  const trace = [];
  const unhandled = [];
  const open = new Set();
  const held = new Map();
  const bus = new EventEmitter();
  const log = (...values) => trace.push(`${tick} ${values.map(told).join(' ')}`);
  const letGo = (id) => {
    open.add(id);
    bus.emit(`hold ${id}`);
    for (const end of held.get(id) ?? []) end();
    held.delete(id);
  };
  const whenLetGo = (id, end) => {
    if (open.has(id)) end();
    else if (held.has(id)) held.get(id).push(end);
    else held.set(id, [end]);
  };
  const made = (value, id, end) => {
    whenLetGo(id, end);
    return value;
  };
  const thenOf = (when) => (resolve) => {
    log('then is called');
    if (when === true) resolve(7);
    else if (when !== false) whenLetGo(when, () => resolve(7));
  };
  const h = {
    bus,
    log,
    caught: (error) => log('caught', error.name, lineOf(error, name)),
    turn: () => new Promise((resolve) => later((done) => setImmediate(() => resolve(done(7)[0])))),
    nextTick: (f) => later((done) => process.nextTick(() => (done(), f()))),
    immediate: (f) => later((done) => setImmediate(() => (done(), f()))),
    timeout: (f) => onTimer(f),
    later: whenLetGo,
    hold: (id) => new Promise((resolve) => whenLetGo(id, () => resolve(7))),
    refuse: (id) => new Promise((_, reject) => whenLetGo(id, () => reject(new Error('refused')))),
    listen: (id) => new Promise((resolve) => (open.has(id) ? resolve(7) : bus.once(`hold ${id}`, resolve))),
    poll: (id) => new Promise((resolve) => (open.has(id) ? resolve(7) : onTimer(() => resolve(7), () => open.has(id)))),
    thenable: (when) => ({ then: thenOf(when) }),
    getterThenable: (when) => ({
      get then() {
        log('then is read');
        return thenOf(when);
      },
    }),
    receiving: (id, channel = new Channel()) => made(channel, id, () => channel.close()),
    sending: (id, channel = new Channel(open.has(id) ? 1 : 0)) => made(channel, id, () => channel.tryReceive()),
    mutex(id, mutex = new Mutex()) {
      mutex.tryLock();
      return made(mutex, id, () => mutex.unlock());
    },
    waitGroup(id, group = new WaitGroup()) {
      group.add();
      return made(group, id, () => group.done());
    },
    signal(id, controller = new AbortController()) {
      return made(controller.signal, id, () => controller.abort(new Error('aborted')));
    },
    dispose: (resource) => resource[Symbol.dispose](),
    syncDisposer: (f) => ({ [Symbol.dispose]: f }),
    disposer: (f) => ({ [Symbol.asyncDispose]: f }),
  };
  programs.set(name, { trace, unhandled, letGo });
  return h;
};

function told(value) {
  if (Array.isArray(value)) return `[${value.map(told).join(' ')}]`;
  if (value instanceof Error) return value.name;
  return typeof value === 'object' && value !== null ? `{${Object.entries(value).map(([key, each]) => `${key} ${told(each)}`)}}` : String(value);
}

function lineOf(error, name) {
  const [, line = '?'] = new RegExp(`${name}:(\\d+)`).exec(error.stack) ?? [];
  return line;
}

// In no order: what `go()` returns in code that is not transformed is rejected a turn later.
process.on('unhandledRejection', (error) => programs.get(now)?.unhandled.push(`unhandled ${told(error)}`));
process.on('uncaughtException', (error) => programs.get(now)?.trace.push(`uncaught ${told(error)}: ${error.message}`));

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function quiet() {
  for (;;) {
    for (let turns = 0; turns < 3; turns = pending > 0 ? 0 : turns + 1) await turn();
    const index = timers.findIndex(({ held }) => held());
    if (index < 0) return;
    const [timer] = timers.splice(index, 1);
    timer.open = true;
    while (timer.open) await turn();
  }
}

async function during(name, act) {
  now = name;
  startTicker();
  try {
    act();
  } catch (error) {
    programs.get(name)?.trace.push(`threw ${told(error)}: ${error.message}`);
  }
  await quiet();
}

/** What taskscope says now, by program. */
function look(names) {
  const byProgram = Object.fromEntries(names.map((name) => [name, []]));
  const place = (frame) => frame && [frame.functionLine, frame.line, frame.name, fileOf(frame)];
  const add = ({ frames, createdBy, wait, name }, leaked, count) => {
    const told = { frames: frames.map(place), createdBy: place(createdBy), wait, name, leaked, count };
    (byProgram[fileOf(frames[0])] ?? strange).push(told);
  };
  const strange = [];
  let sum = 0;
  for (const task of tasks()) {
    add(task, false, 1);
    sum++;
  }
  for (const group of profile().groups) {
    if (!group.leaked) continue;
    add(group, true, group.count);
    sum += group.count;
  }
  return { byProgram, strange: strange.filter(({ leaked }) => !leaked), count: taskCount(), sum };
}

const fileOf = ({ file }) => file.replace(/^.*[\\/]/, '');

/** `programs`: names, and for each round what is let go in it, by program. */
async function runBatch({ names, rounds }) {
  const stages = [];
  const lookTwice = async () => {
    if (!tracked) return;
    const before = look(names);
    await collect();
    stages.push([before, look(names)]);
  };
  for (const name of names) {
    const { start } = await import(`./${name}`);
    await during(name, start);
  }
  await lookTwice();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const { letGo } = programs.get(name);
      await during(name, () => rounds[round][name].forEach(letGo));
    }
    await lookTwice();
  }
  const traces = Object.fromEntries(
    names.map((name) => [name, [...programs.get(name).trace, ...programs.get(name).unhandled.sort()]]),
  );
  for (const name of names) programs.delete(name);
  return { stages, traces, frames: registry.usage().frames };
}

process.on('message', async (batch) => {
  try {
    process.send(await runBatch(batch));
  } catch (error) {
    process.send({ problem: String(error.stack) });
  }
});
process.send('ready');
