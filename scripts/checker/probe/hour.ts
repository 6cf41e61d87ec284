/**
 * An hour passes in a moment, for the timers of the program: they fire from one due time to the next, and the clock that
 * the program reads goes with them. Whatever else keeps time goes on by the real one.
 */
import { setImmediate } from './real-timers.ts';
import { clock, fire, impatientSockets, kindOf, type Pending, pendingTimers, putAhead } from './timers.ts';

const HOUR = 3_600_000;
/** How often a timer fires, at most: one each 15 s for the whole hour. One that renews itself is the same again. */
const TIMES = 240;
/** How many fire in all, at most. */
const MOST = 2000;
/** Timers with the same delay and the same code. */
interface Kind {
  fired: number;
  /** At one time. */
  most: number;
}

/** In nanoseconds. */
const SECOND = 1_000_000_000n;

/** Turns of the event loop in which what a timer has begun comes to rest. */
const TURNS = 8;

/** Gives how many timers have fired. */
export async function passAnHour(): Promise<number> {
  const end = clock() + HOUR;
  takeClocksAlong();
  const kinds = new Map<string, Kind>();
  let fired = 0;
  await rest();
  for (let next = nextOf(kinds, end); next !== null && fired < MOST; next = nextOf(kinds, end)) {
    putAhead(Math.max(0, next.due - clock()));
    fire(next.timer);
    fired++;
    await rest();
  }
  putAhead(Math.max(0, end - clock()));
  // What renews itself would have gone on until now, and may ask how late it is.
  for (const { timer } of pendingTimers().filter(({ due }) => due <= end)) {
    fire(timer);
    fired++;
    await rest();
  }
  for (const socket of impatientSockets()) {
    socket.emit('timeout');
    fired++;
  }
  await rest();
  return fired;
}

/** The next one that is due, and has not fired as often as it may: so often for each client that has one of its kind. */
function nextOf(kinds: Map<string, Kind>, end: number): Pending | null {
  const pending = pendingTimers();
  for (const [name, same] of Map.groupBy(pending, kindOf)) {
    const kind = kinds.get(name) ?? { fired: 0, most: 0 };
    kinds.set(name, { ...kind, most: Math.max(kind.most, same.length) });
  }
  for (const each of pending) {
    const kind = kinds.get(kindOf(each));
    if (each.due > end || kind === undefined || kind.fired >= TIMES * kind.most) continue;
    kind.fired++;
    return each;
  }
  return null;
}

async function rest(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
}

/** From now on: before, they are the same. */
function takeClocksAlong(): void {
  const { now } = performance;
  performance.now = () => Reflect.apply(now, performance, []) + putAhead();
  const { hrtime, uptime } = process;
  process.uptime = () => uptime() + putAhead() / 1000;
  process.hrtime = Object.assign((before?: [number, number]) => later(hrtime(before)), {
    bigint: () => hrtime.bigint() + nanosecondsAhead(),
  });
  globalThis.Date = new Proxy(Date, {
    construct: (target, words, self) =>
      Reflect.construct(target, words.length === 0 ? [target.now() + putAhead()] : words, self),
    apply: (target) => new target(target.now() + putAhead()).toString(),
    get: (target, key, self) => (key === 'now' ? () => target.now() + putAhead() : Reflect.get(target, key, self)),
  });
}

/** Seconds and nanoseconds, as `process.hrtime()` gives them. */
function later([seconds, nanoseconds]: [number, number]): [number, number] {
  const all = BigInt(seconds) * SECOND + BigInt(nanoseconds) + nanosecondsAhead();
  return [Number(all / SECOND), Number(all % SECOND)];
}

function nanosecondsAhead(): bigint {
  return BigInt(Math.round(putAhead())) * 1_000_000n;
}
