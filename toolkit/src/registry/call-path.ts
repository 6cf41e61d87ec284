/**
 * The call path: what the transformed code calls on entry, at each `await`, and on exit.
 *
 * It allocates nothing and registers nothing in steady state, and captures no stack. `current` is the frame whose
 * code runs; a frame that suspends hands it back to its caller, one that is resumed by the event loop to `ROOT`,
 * so that a timer or a plain callback is never taken for somebody's child.
 *
 * Which call a frame awaits is told before the call, never inferred from what came back: see `direct.ts`.
 */
import { onTick, tick as readClock } from './clock.ts';
import { PASSED_BITS as BITS, calls as callsNow, isDirect as isDirectCall, BY_TOOLKIT as TOOLKIT } from './direct.ts';
import { createToken, pool as freeTokens, reuse, setCollectedListener } from './pool.ts';
import {
  FLAGS,
  isJoinedTo,
  MORE,
  More,
  NOTHING_MORE,
  ownMore,
  type Record,
  ROOT as root,
  WAIT_SHIFT as SHIFT,
  type Token,
} from './record.ts';
import { isPlainPromise, observed, onSettled, thenOf } from './returned.ts';
import { scopeNow, taskEnded } from './scopes.ts';

// V8 folds what is a module's own, and looks up what it imports at each use.
const { called: CALLED, direct: DIRECT, joined: JOINED, awaits: AWAITS } = FLAGS;
const { held: HELD, returns: RETURNS, parked: PARKED } = FLAGS;
const WAIT_SHIFT = SHIFT;
const WAITS = -1 << WAIT_SHIFT;
const ROOT = root;
const tick = readClock;
const calls = callsNow;
const isDirect = isDirectCall;
const pool = freeTokens;
const BY_TOOLKIT = TOOLKIT;
const PASSED_BITS = BITS;
const ID_LIMIT = 0x3fffffff;

let current: Record = ROOT;
let sequence = 0;
let live = 0;
let joined = 0;
let waitPromise: unknown = null;
let waitReason = 0;
let waiter: Waiter | null = null;
let onLost: (record: Record) => void = () => {};
/** Tells the labels of what the event loop runs, where an async context carries them. */
let carriedLabels: (() => number) | null = null;

setCollectedListener((record) => {
  // Before its first await it died running (a stack overflow skips the exit); at a yield it was abandoned. Neither is a leak.
  if (record.at > 0 && (record.state & PARKED) === 0) onLost(record);
  else abandon(record);
});

// Where no `await` got it, it may be all that holds a leak.
onTick(forgetWait);

/** Called once for each frame that was collected while it was suspended at an `await`. It must `release` the record. */
export function setLostListener(listener: (record: Record) => void): void {
  onLost = listener;
}

/** From now on, a frame that no frame has called asks for its labels here. Only one can answer: the last one that was set. */
export function carryLabels(carried: () => number): void {
  MORE.used = true;
  carriedLabels = carried;
}

/** The labels of a frame that `record` calls now. */
export function labelsWithin(record: Record): number {
  const { labels } = record.more;
  return record !== ROOT || labels !== 0 || carriedLabels === null ? labels : carriedLabels();
}

/** What `record` calls from now on has these labels. Returns those that it had before. */
export function setLabels(record: Record, labels: number): number {
  const previous = record.more.labels;
  if (labels !== previous) ownMore(record).labels = labels;
  return previous;
}

/** Gives the task a name of its own. */
export function nameTask(record: Record, name: number): void {
  ownMore(record).name = name;
}

/** A frame begins. */
export function enter(site: number): Token {
  const token = pool.pop() ?? createToken();
  const { record } = token;
  sequence = sequence === ID_LIMIT ? 1 : sequence + 1;
  record.id = sequence;
  record.site = site;
  record.at = 0;
  record.state = CALLED;
  calledBy(record, current);
  if (calls.awaited !== 0) takeCall(record, enter);
  if (MORE.used) inherit(record, current);
  live++;
  current = record;
  return token;
}

function calledBy(record: Record, caller: Record): void {
  const { at } = caller;
  record.parent = caller;
  record.parentId = caller.id;
  record.createdAt = at < 0 ? -at : at;
  record.creatorAt = caller.createdAt;
}

function takeCall(record: Record, begin: Function): void {
  const { awaited } = calls;
  calls.awaited = 0;
  const call = awaited >> PASSED_BITS;
  if (call !== BY_TOOLKIT && (call === 0 || call !== record.createdAt)) return;
  if (isDirect(awaited, record.site, begin)) record.state |= DIRECT;
}

function inherit(record: Record, caller: Record): void {
  const labels = labelsWithin(caller);
  const scope = scopeNow();
  if (labels !== 0 || scope !== 0) record.more = new More(labels, scope);
}

/** A frame ends: it returned, threw, or was abandoned by `generator.return()`. */
export function exit(token: Token): void {
  const { record } = token;
  waitPromise = null;
  if ((record.state & (AWAITS | HELD | RETURNS | PARKED)) !== 0) return exitOtherwise(token, record);
  current = (record.state & CALLED) === 0 ? ROOT : record.parent;
  free(token, record);
}

function exitOtherwise(token: Token, record: Record): void {
  if ((record.state & PARKED) !== 0) unpark(record);
  if ((record.state & AWAITS) !== 0) unjoin(record);
  const { state } = record;
  current = (state & CALLED) === 0 ? ROOT : record.parent;
  if ((state & HELD) !== 0) {
    if ((state & (CALLED | DIRECT)) === (CALLED | DIRECT)) record.parent.child = record;
    record.state = state & ~CALLED;
    takePlace(record);
    hold(token, record);
    return;
  }
  if ((state & RETURNS) !== 0 && record.more.tail !== null) adopt(record, record.more.tail);
  free(token, record);
}

/** Before an `await` whose operand is not a call. */
export function suspend<T>(value: T, token: Token, at: number): T {
  const { record } = token;
  record.at = at;
  record.since = tick();
  handBack(record, value);
  return value;
}

/** Before an `await` of a call: a frame that is exactly this call, and came back suspended, is joined to this frame. */
export function suspendCall<T>(value: T, token: Token, at: number): T {
  const { record } = token;
  // Nothing may have begun: `await o?.m()`. Then what begins next is another call.
  calls.awaited = 0;
  if (record.child !== null) join(record, record.child);
  record.at = at;
  record.since = tick();
  handBack(record, value);
  return value;
}

/** After an `await`. */
export function resume<T>(value: T, token: Token): T {
  const { record } = token;
  record.at = -record.at;
  if ((record.state & AWAITS) !== 0) unjoin(record);
  current = record;
  return value;
}

/** At the start of a `catch`, a `finally`, the body of a `for await`, and after it: the frame may have been resumed unseen. */
export function restore(token: Token): void {
  const { record } = token;
  if ((record.state & PARKED) !== 0) unpark(record);
  else if (record.at <= 0 || ((record.state & HELD) !== 0 && record.more.returnedAt === null)) return;
  record.at = -record.at;
  if ((record.state & AWAITS) !== 0) unjoin(record);
  record.state &= ~CALLED;
  current = record;
}

/** Right before a call that is awaited or returned. Always false: `before() || f()`. */
export function before(token: Token, call: number): false {
  token.record.at = -call;
  token.record.child = null;
  calls.awaited = call << PASSED_BITS;
  return false;
}

/** Before the toolkit itself calls what the program gave it, and takes the frame that begins. */
export function beforeGo(): void {
  current.child = null;
  calls.awaited = BY_TOOLKIT << PASSED_BITS;
}

/** The same around the last argument of such a call, where the callee or the arguments may call something themselves. */
export function beforeWith<T>(value: T, token: Token, call: number): T {
  before(token, call);
  return value;
}

const NO_ARGUMENTS: readonly [] = Object.freeze([]);

/** The same for a method without arguments, which a getter may have found: `o.m(...beforeWithout())`. */
export function beforeWithout(token: Token, call: number): readonly [] {
  before(token, call);
  return NO_ARGUMENTS;
}

/** Around the last argument of any other call behind which another place was the last one that ran. */
export function callingWith<T>(value: T, token: Token, call: number): T {
  token.record.at = -call;
  return value;
}

/** The same for one without arguments. */
export function callingWithout(token: Token, call: number): readonly [] {
  token.record.at = -call;
  return NO_ARGUMENTS;
}

/** Takes back that a call is awaited, while something else is called: the default of a parameter. */
export function takeBack(): number {
  const { awaited } = calls;
  calls.awaited = 0;
  return awaited;
}

/** Around that, or around the last argument of a call that a plain function returns. */
export function giveBack<T>(awaited: number, value: T): T {
  calls.awaited = awaited;
  return value;
}

/** The same for a method without arguments that something called has found. */
export function giveBackWithout(awaited: number): readonly [] {
  calls.awaited = awaited;
  return NO_ARGUMENTS;
}

/** Around the operand of a `yield`: a parked generator is not in the count. */
export function park<T>(value: T, token: Token, at: number): T {
  const { record } = token;
  const { state } = record;
  record.at = at;
  live--;
  if (record.more.scope !== 0) taskEnded();
  if ((state & JOINED) !== 0) joined--;
  record.state = PARKED;
  current = (state & CALLED) === 0 ? ROOT : record.parent;
  return value;
}

/** Around a `yield`: whoever called `next()` is the caller now. */
export function unparked<T>(value: T, token: Token): T {
  const { record } = token;
  unpark(record);
  record.at = -record.at;
  if (calls.awaited !== 0) takeCall(record, unparked);
  current = record;
  return value;
}

/** Around the operand of `return`, where it is a call: a frame that is exactly this call takes the place of this one. */
export function returningCall(value: unknown, token: Token, at: number): unknown {
  const { record } = token;
  const { child } = record;
  calls.awaited = 0;
  if (child === null) return returning(value, token, at);
  record.child = null;
  record.state = (record.state & ~HELD) | RETURNS;
  ownMore(record).tail = child;
  return value;
}

/** Around any other: a frame that returns what is pending is still blocked, though its code has ended. */
export function returning(value: unknown, token: Token, at: number): unknown {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return value;
  const { record } = token;
  if (isPlainPromise(value)) {
    token.promise = value;
    blocked(record, at, value);
    return value;
  }
  const then = thenOf(value);
  if (then === null) return value;
  blocked(record, at, value);
  return observed(value, then, endOf(token, record));
}

/** Before a frame that has returned what is pending waits for something else: the end of an iterator that it leaves. */
export function keepPlace(token: Token): void {
  const { record } = token;
  if ((record.state & HELD) === 0 || record.more.returnedAt !== null) return;
  ownMore(record).returnedAt = { at: record.at, wait: record.state & WAITS };
}

function takePlace(record: Record): void {
  const place = record.more.returnedAt;
  if (place === null) return;
  record.more.returnedAt = null;
  record.at = place.at;
  record.state = (record.state & ~WAITS) | place.wait;
  // It may have come to wait for something else meanwhile.
  if (record.more.waiter !== null) waitFor(record, record.more.waiter);
}

/** What a frame was about to return when its `finally` began. */
export interface Returned {
  promise: Promise<unknown> | null;
  tail: Record | null;
  at: number;
  state: number;
  waiter: More['waiter'];
}

/** At the start of a `finally` behind a `return`: it may still wait, throw, or return something else. */
export function unreturned(token: Token): Returned | null {
  const { record } = token;
  takePlace(record);
  const state = record.state & (HELD | RETURNS | WAITS);
  if ((state & (HELD | RETURNS)) === 0) return null;
  const { tail, waiter: by } = record.more;
  const returned = { promise: token.promise, tail, at: Math.abs(record.at), state, waiter: by };
  if (by !== null) ownMore(record).waiter = null;
  token.promise = null;
  record.state &= ~(HELD | RETURNS | WAITS);
  return returned;
}

/** At its end: what was to be returned is returned. */
export function returned(token: Token, returned: Returned | null): void {
  if (returned === null) return;
  const { record } = token;
  token.promise = returned.promise;
  if (returned.tail !== null) ownMore(record).tail = returned.tail;
  record.state = (record.state & ~WAITS) | returned.state;
  if ((returned.state & HELD) === 0) return;
  record.at = returned.at;
  record.since = tick();
  if (returned.waiter !== null) waitFor(record, returned.waiter);
}

/** What was returned is not: something threw behind the `return`. */
export function threw(token: Token): void {
  unreturned(token);
}

/** Who awaits a promise of `noteWait`, once somebody does: for what first waits for one thing and then for another. */
export class Waiter {
  /** What the promise waits for now. */
  reason = 0;
  #record: Record = ROOT;
  #id = 0;
  #at = 0;

  /** The frame, while it waits for this promise and for nothing else. */
  get record(): Record | null {
    const { id, at } = this.#record;
    return this.#id !== 0 && id === this.#id && at === this.#at ? this.#record : null;
  }

  found(record: Record): void {
    this.#record = record;
    this.#id = record.id;
    this.#at = record.at;
  }
}

/** A promise that was just made waits for `reason`; the `await` that gets it will show so, and be known to `by`. */
export function noteWait(promise: unknown, reason: number, by: Waiter | null = null): void {
  waitPromise = promise;
  waitReason = reason;
  waiter = by;
  if (by !== null) by.reason = reason;
  // So that it is forgotten in time.
  tick();
}

/** What the promise that `by` awaits waits for from now on. */
export function changeWait(by: Waiter, reason: number): void {
  by.reason = reason;
  const { record } = by;
  if (record !== null) record.state = (record.state & ~WAITS) | (reason << WAIT_SHIFT);
}

/** Calls `fn`, for whose promise `by` waits by way of the one that it awaits: what `fn` starts is the call of that frame. */
export function callFor<T>({ record }: Waiter, fn: () => T): T {
  if (record === null || (record.state & AWAITS) !== 0) return fn();
  const previous = setCurrent(record);
  beforeGo();
  try {
    return fn();
  } finally {
    const child = takeChild(record);
    if (child !== null) join(record, child);
    current = previous;
  }
}

/** Forgets the promise of `noteWait`. */
export function forgetWait(): void {
  waitPromise = null;
  waiter = null;
}

/** The frame whose code runs now, or `ROOT`. */
export function currentRecord(): Record {
  return current;
}

/** Runs the code in between as if the event loop had called it, or as `record`. Returns what to pass to set it back. */
export function setCurrent(record: Record): Record {
  const previous = current;
  current = record;
  return previous;
}

/** The call of `record` that came back suspended just now, if any; it will not be joined any more. */
export function takeChild(record: Record): Record | null {
  const { child } = record;
  record.child = null;
  return child;
}

/** A task in code that was not transformed: it lives until `promise` settles, and is leaked when `promise` is collected before. */
export function track(site: number, at: number, name: number, promise: Promise<unknown>): Record {
  const token = enter(site);
  const { record } = token;
  if (name !== 0) ownMore(record).name = name;
  token.promise = promise;
  blocked(record, at, promise);
  current = record.parent;
  record.state &= ~CALLED;
  hold(token, record);
  return record;
}

/** Frames that live, less the joined ones; proven leaks are not in it. */
export function liveTaskCount(): number {
  return live - joined;
}

/** How many frames live. */
export function frameCount(): number {
  return live;
}

/** Tells whether `record` serves a frame that began after the one whose id was `sequence` began. Ids wrap: half of them are later. */
export function beganAfter(record: Record, sequence: number): boolean {
  const distance = (record.id - sequence) & ID_LIMIT;
  return distance !== 0 && distance <= ID_LIMIT / 2;
}

/** The id of the frame that began last. */
export function lastId(): number {
  return sequence;
}

/** The next id is the one after `id`. For tests: nobody waits for a billion calls. */
export function startIds(id: number): void {
  sequence = id;
}

/** The frame runs something that has no call in its text, at the site `at`. */
export function runAt(token: Token, at: number): void {
  restore(token);
  token.record.at = -at;
}

/** What runs from here on is started by the code around the frame that runs, at no place that is known; a frame that waits keeps its own. */
export function forgetCall(): void {
  if (current.at > 0) current = ROOT;
  else current.at = 0;
}

/** Takes a frame that will never go on out of the count and gives its record back. */
export function release(record: Record): void {
  live--;
  clear(record);
}

/** The frame goes on: a joined child that did not finish (it lost a race inside a wrapper) is a task of its own. */
export function unjoin(record: Record): void {
  const { child } = record;
  record.state &= ~AWAITS;
  record.child = null;
  if (child === null || !isJoinedTo(child, record)) return;
  child.state &= ~JOINED;
  joined--;
}

function handBack(record: Record, value: unknown): void {
  if (waitPromise !== null || (record.state & WAITS) !== 0) setWait(record, value);
  const { state } = record;
  if ((state & CALLED) === 0) {
    current = ROOT;
    return;
  }
  record.state = state & ~CALLED;
  current = record.parent;
  if ((state & DIRECT) !== 0) record.parent.child = record;
}

function setWait(record: Record, value: unknown): void {
  const noted = waitPromise === value;
  const reason = noted ? waitReason : 0;
  if (noted && waiter !== null) waiter.found(record);
  waitPromise = null;
  waiter = null;
  record.state = (record.state & ~WAITS) | (reason << WAIT_SHIFT);
}

function blocked(record: Record, at: number, value: unknown): void {
  record.at = at;
  record.since = tick();
  const by = waitPromise === value ? waiter : null;
  setWait(record, value);
  record.state = (record.state & ~RETURNS) | HELD;
  if (by !== null) waitFor(record, by);
}

/** What was returned may come to wait for something else, also while the frame that returned it waits for another thing. */
function waitFor(record: Record, by: NonNullable<More['waiter']>): void {
  ownMore(record).waiter = by;
  by.found(record);
  record.state = (record.state & ~WAITS) | (by.reason << WAIT_SHIFT);
}

function join(record: Record, child: Record): void {
  child.state |= JOINED;
  record.state |= AWAITS;
  record.child = child;
  joined++;
}

function unpark(record: Record): void {
  live++;
  record.state = CALLED;
  calledBy(record, current);
}

/** The frame returned the call of `child`: the child takes its place, under its parent. */
function adopt(record: Record, child: Record): void {
  if (child.id === 0 || child.parent !== record || child.parentId !== record.id) return;
  const { parent, parentId, state } = record;
  child.parent = parent;
  child.parentId = parentId;
  child.createdAt = record.createdAt;
  child.creatorAt = record.creatorAt;
  if (child.more.name === 0 && record.more.name !== 0) ownMore(child).name = record.more.name;
  if ((state & JOINED) !== 0) {
    if (parent.id === parentId) join(parent, child);
  } else if ((state & (CALLED | DIRECT)) === (CALLED | DIRECT)) parent.child = child;
}

/** Hangs the token on what the frame returned: it is freed when that settles, and collected when that is. */
function hold(token: Token, record: Record): void {
  const { promise } = token;
  token.promise = null;
  // A thenable has it already.
  if (promise !== null) onSettled(promise, endOf(token, record));
}

function endOf(token: Token, record: Record): () => void {
  const { id } = record;
  return () => {
    if (record.id === id && (record.state & HELD) !== 0) free(token, record);
  };
}

function free(token: Token, record: Record): void {
  live--;
  clear(record);
  reuse(token);
}

function clear(record: Record): void {
  if ((record.state & JOINED) !== 0) joined--;
  record.id = 0;
  record.state = 0;
  if (record.more !== NOTHING_MORE) clearMore(record);
}

function clearMore(record: Record): void {
  const { scope } = record.more;
  record.more = NOTHING_MORE;
  if (scope !== 0) taskEnded();
}

function abandon(record: Record): void {
  if (current === record) current = ROOT;
  if ((record.state & PARKED) !== 0) live++;
  release(record);
}
