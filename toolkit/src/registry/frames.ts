/**
 * The call path: what the transformed code calls on entry, at each `await`, and on exit.
 *
 * It allocates nothing and registers nothing in steady state, and captures no stack. `current` is the frame whose
 * code runs; a frame that suspends hands it back to its caller, one that is resumed by the event loop to `ROOT`,
 * so that a timer or a plain callback is never taken for somebody's child.
 */
import { tick } from './clock.ts';
import { Record, ROOT, Token } from './record.ts';
import { scopeNow, taskEnded } from './scopes.ts';

/** Free tokens kept for reuse; those of a higher peak are dropped, and their records with them. */
const POOL_LIMIT = 16_384;
const ID_LIMIT = 0x3fffffff;
const promiseThen = Promise.prototype.then;

const pool: Token[] = [];
/** All records that serve a frame or wait in the pool, and some dead ones until the next `compact()`. */
let records: Record[] = [];
let dead = 0;
let current: Record = ROOT;
/** The child that came back suspended last: the operand of the `await` that follows, if it is a call. */
let last: Record | null = null;
let sequence = 0;
let live = 0;
let joined = 0;
let waitPromise: unknown = null;
let waitReason = 0;
let onLost: (record: Record) => void = () => {};
/** Tells the labels of what the event loop runs, where an async context carries them. */
let carriedLabels: (() => number) | null = null;

const finalization = new FinalizationRegistry<Record>((record) => {
  if (record.id !== 0) {
    // Before its first await it died running (a stack overflow skips the exit); at a yield it was abandoned. Neither is a leak.
    if (record.at > 0) onLost(record);
    else abandon(record);
  }
  if (record.id === 0) bury(record);
});

/** Called once for each frame that was collected while it was suspended at an `await`. It must `release` the record. */
export function setLostListener(listener: (record: Record) => void): void {
  onLost = listener;
}

/** From now on, a frame that no frame has called asks for its labels here. Only one can answer: the last one that was set. */
export function carryLabels(carried: () => number): void {
  carriedLabels = carried;
}

/** The labels of a frame that `record` calls now. */
export function labelsWithin(record: Record): number {
  return record !== ROOT || record.labels !== 0 || carriedLabels === null ? record.labels : carriedLabels();
}

/** A frame begins. */
export function enter(site: number): Token {
  const token = pool.pop() ?? createToken();
  const record = token.record;
  const caller = current;
  sequence = sequence === ID_LIMIT ? 1 : sequence + 1;
  record.id = sequence;
  record.site = site;
  record.at = 0;
  record.parent = caller;
  record.parentId = caller.id;
  record.parentSite = caller.site;
  record.caller = caller;
  record.labels = caller === ROOT ? labelsWithin(caller) : caller.labels;
  record.scope = scopeNow();
  live++;
  current = record;
  last = null;
  return token;
}

/** A frame ends: it returned, threw, or was abandoned by `generator.return()`. */
export function exit(token: Token): void {
  const record = token.record;
  if (record.at < 0) unpark(record);
  if (record.child !== null) unjoin(record);
  current = record.caller;
  waitPromise = null;
  last = null;
  if (record.held === 1) {
    hold(token, record);
    return;
  }
  if (record.tail !== null) adopt(record, record.tail);
  free(token, record);
}

/** Before an `await` whose operand is not a call. */
export function suspend<T>(token: Token, at: number, value: T): T {
  const record = token.record;
  record.at = at;
  record.since = tick();
  record.wait = waitPromise === null ? 0 : takeWait(value);
  current = record.caller;
  record.caller = ROOT;
  last = record;
  return value;
}

/** Before an `await` of a call: a child that came back suspended from exactly this call is joined to this frame. */
export function suspendCall<T>(token: Token, at: number, value: T): T {
  const record = token.record;
  const child = last;
  if (child !== null && child.parentId === record.id && child.joined === 0 && child.id !== 0) {
    child.joined = 1;
    joined++;
    record.child = child;
    record.childId = child.id;
  }
  return suspend(token, at, value);
}

/** After an `await`. */
export function resume<T>(token: Token, value: T): T {
  const record = token.record;
  record.at = 0;
  record.caller = ROOT;
  if (record.child !== null) unjoin(record);
  current = record;
  last = null;
  return value;
}

/** At the start of a `catch`, a `finally`, the body of a `for await`, and after it: the frame may have been resumed unseen. */
export function restore(token: Token): void {
  const record = token.record;
  if (record.at === 0) return;
  if (record.at < 0) unpark(record);
  else record.caller = ROOT;
  record.at = 0;
  record.held = 0;
  if (record.child !== null) unjoin(record);
  current = record;
  last = null;
}

/** Before a call that will be awaited, so that an earlier child is not taken for it. Always false: `before() || f()`. */
export function before(): false {
  last = null;
  return false;
}

/** Around the last argument of a call that will be awaited, for the same reason. */
export function afterArgument<T>(value: T): T {
  last = null;
  return value;
}

/** Around the operand of a `yield`: a parked generator is not in the count. `at` is negative. */
export function park<T>(token: Token, at: number, value: T): T {
  const record = token.record;
  record.at = at;
  record.wait = 0;
  live--;
  if (record.scope !== 0) taskEnded();
  if (record.joined === 1) leave(record);
  current = record.caller;
  record.caller = ROOT;
  last = null;
  return value;
}

/** Around a `yield`: whoever called `next()` is the caller now. */
export function unparked<T>(token: Token, value: T): T {
  const record = token.record;
  unpark(record);
  record.at = 0;
  current = record;
  last = null;
  return value;
}

/** Around the operand of `return`: a frame that returns a pending promise is still blocked, though its code has ended. */
export function returning<T>(token: Token, at: number, value: T): T {
  const record = token.record;
  const child = last;
  record.held = 0;
  token.promise = null;
  if (!(value instanceof Promise)) return value;
  if (child !== null && child.parentId === record.id && child.id !== 0 && child.joined === 0) {
    record.tail = child;
    return value;
  }
  // A subclass may have a `then` with side effects.
  if (value.constructor !== Promise) return value;
  record.at = at;
  record.since = tick();
  record.wait = waitPromise === null ? 0 : takeWait(value);
  record.held = 1;
  token.promise = value;
  return value;
}

/** A promise that was just made waits for `reason`; the `await` that gets it will show so. */
export function noteWait(promise: unknown, reason: number): void {
  waitPromise = promise;
  waitReason = reason;
}

/** The frame whose code runs now, or `ROOT`. */
export function currentRecord(): Record {
  return current;
}

/** Runs the code in between as if the event loop had called it, or as `record`. Returns what to pass to set it back. */
export function setCurrent(record: Record): Record {
  const previous = current;
  current = record;
  last = null;
  return previous;
}

/** The child of `record` that came back suspended from the last call, if any; it will not be joined any more. */
export function takeChild(record: Record): Record | null {
  const child = last;
  last = null;
  return child !== null &&
    child.parentId === record.id &&
    child.parent === record &&
    child.id !== 0 &&
    child.joined === 0
    ? child
    : null;
}

/** A task in code that was not transformed: it lives until `promise` settles, and is leaked when `promise` is collected before. */
export function track(site: number, at: number, name: number, promise: Promise<unknown>): void {
  const token = enter(site);
  const record = token.record;
  record.name = name;
  record.at = at;
  record.since = tick();
  record.wait = waitPromise === null ? 0 : takeWait(promise);
  record.held = 1;
  token.promise = promise;
  current = record.caller;
  record.caller = ROOT;
  last = null;
  hold(token, record);
}

/** Frames that live, less the joined ones; proven leaks are not in it. */
export function liveTaskCount(): number {
  return live - joined;
}

/** All records, to read; those with `id === 0` serve no frame now. */
export function allRecords(): readonly Record[] {
  return records;
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

/** How much the registry holds on to: records, free tokens. For tests and for the curious. */
export function usage(): { records: number; pooled: number; frames: number } {
  return { records: records.length, pooled: pool.length, frames: live };
}

/** The next id is the one after `id`. For tests: nobody waits for a billion calls. */
export function startIds(id: number): void {
  sequence = id;
}

/** Takes a frame that will never go on out of the count and gives its record back. */
export function release(record: Record): void {
  live--;
  clear(record);
}

/** Throws away a record whose token is gone. */
export function bury(record: Record): void {
  record.parent = ROOT;
  record.caller = ROOT;
  record.site = -1;
  dead++;
  if (dead > 1024 && dead * 2 > records.length) compact();
}

function compact(): void {
  records = records.filter((record) => record.site !== -1);
  dead = 0;
}

function createToken(): Token {
  const record = new Record(ROOT);
  const token = new Token(record);
  finalization.register(token, record);
  records.push(record);
  return token;
}

function free(token: Token, record: Record): void {
  live--;
  clear(record);
  if (pool.length < POOL_LIMIT) pool.push(token);
}

function clear(record: Record): void {
  if (record.joined === 1) leave(record);
  if (record.scope !== 0) taskEnded();
  record.id = 0;
  record.site = 0;
  record.at = 0;
  record.held = 0;
  record.name = 0;
  record.tail = null;
  record.child = null;
}

function abandon(record: Record): void {
  if (current === record) current = ROOT;
  if (record.at < 0) live++;
  release(record);
}

function leave(record: Record): void {
  record.joined = 0;
  joined--;
}

/** The frame goes on: a joined child that did not finish (it lost a race inside a wrapper) is a task of its own. */
function unjoin(record: Record): void {
  const child = record.child;
  record.child = null;
  if (child !== null && child.id === record.childId && child.joined === 1) leave(child);
}

function unpark(record: Record): void {
  live++;
  record.caller = current;
  record.parent = current;
  record.parentId = current.id;
  record.parentSite = current.site;
}

/** The frame returned the call of `child`: the child takes its place, under its parent. */
function adopt(record: Record, child: Record): void {
  record.tail = null;
  if (child.id === 0 || child.parentId !== record.id || child.joined === 1) return;
  child.parent = record.parent;
  child.parentId = record.parentId;
  child.parentSite = record.parentSite;
  if (child.name === 0) child.name = record.name;
  if (record.joined === 1) {
    child.joined = 1;
    joined++;
    const parent = record.parent;
    if (parent.id === record.parentId) {
      parent.child = child;
      parent.childId = child.id;
    }
  }
  last = child;
}

/** Hangs the token on the reactions of the promise: it is freed when that settles, and collected when that is. */
function hold(token: Token, record: Record): void {
  const promise = token.promise;
  const id = record.id;
  token.promise = null;
  const done = (): void => {
    if (record.held === 1 && record.id === id) free(token, record);
  };
  if (promise === null) {
    free(token, record);
    return;
  }
  if (record.joined === 0) last = record;
  promiseThen.call(promise, done, done);
}

function takeWait(value: unknown): number {
  const reason = waitPromise === value ? waitReason : 0;
  waitPromise = null;
  return reason;
}
