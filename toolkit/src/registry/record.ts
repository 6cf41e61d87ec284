/** What the registry keeps of a frame, and the object that only the frame holds. */

/**
 * Bits of `Record.state`. The wait reason stands above them.
 *
 * V8 folds the constants of a module, but not those that it imports: the call path takes copies of these.
 */
export const FLAGS = {
  /** It has not been suspended since it was called: its caller goes on when it hands control back. */
  called: 1,
  /** Its caller awaits, or returns, exactly this call. */
  direct: 2,
  /** The caller is suspended at the `await` of this call. */
  joined: 4,
  /** It awaits the call in `child`. */
  awaits: 8,
  /** It has returned a promise that is still pending. */
  held: 16,
  /** It has returned the call in `more.tail`, which takes its place. */
  returns: 32,
  /** A generator at a `yield`. */
  parked: 64,
} as const;

export const WAIT_SHIFT = 7;

/** What few frames have. */
export class More {
  /** Number of the labels, see `labels.ts`. */
  labels: number;
  /** Number of the leak test's scope that it was started in, see `scopes.ts`; 0 for none. */
  scope: number;
  /** Number of the name given to `go()`, 0 for none. */
  name = 0;
  /** The call that this frame returned without awaiting it. */
  tail: Record | null = null;
  /** What it has returned, where that first waits for one thing and then for another. */
  waiter: { reason: number; found(record: Record): void } | null = null;
  /** Where it has returned what is pending, while it waits for something before its end. */
  returnedAt: { at: number; wait: number } | null = null;

  constructor(labels: number, scope: number) {
    this.labels = labels;
    this.scope = scope;
  }
}

/** Whether any frame may have more: until then nothing has to be handed down. */
export const MORE = { used: false };

/** Shared by all frames that have nothing of it, and never written. */
export const NOTHING_MORE = new More(0, 0);

/**
 * What the registry keeps of one frame: integers, and the record of the frame that called it.
 *
 * A record never points to its token. The token is the one object that only the suspended frame holds,
 * so that its collection proves that nothing can ever resume the frame.
 */
export class Record {
  /** Unique in the process until it wraps at 2^30; 0 while the record serves no frame. */
  id = 0;
  /** Site of the async function. */
  site = 0;
  /** Site that it is suspended at; minus the site of the call that runs, or of the last `await`, while its code runs. */
  at = 0;
  /** Clock tick at which it was suspended last. */
  since = 0;
  /** The flags, and above them the number of the wait reason. */
  state = 0;
  /** Site of the call that started it, in the text of the frame that called; 0 where no frame did. */
  createdAt = 0;
  /** The same of the frame that called. */
  creatorAt = 0;
  /** The frame that called, as long as `parent.id` is still `parentId`. */
  parent: Record;
  parentId = 0;
  /** With `awaits` in the state: the frame that this one awaits. Else the call that has come back, and is about to be awaited. */
  child: Record | null = null;
  more: More = NOTHING_MORE;

  constructor(root?: Record) {
    this.parent = root ?? this;
  }
}

/** The object that only a live frame holds; tokens are pooled, and registered for finalization once each. */
export class Token {
  readonly record: Record;
  /** The promise that the frame returned while it was pending, until the frame has ended. */
  promise: Promise<unknown> | null = null;

  constructor(record: Record) {
    this.record = record;
  }
}

/** Stands for everything that is not a tracked frame: the event loop, timers, plain callbacks. */
export const ROOT = new Record();

export function isSuspended(record: Record): boolean {
  return record.at > 0;
}

export function isParked(record: Record): boolean {
  return (record.state & FLAGS.parked) !== 0;
}

export function isJoined(record: Record): boolean {
  return (record.state & FLAGS.joined) !== 0;
}

export function waitOf(record: Record): number {
  return record.state >> WAIT_SHIFT;
}

/** The frame that called, where it still lives. */
export function callerOf({ parent, parentId }: Record): Record | null {
  return parentId !== 0 && parent.id === parentId ? parent : null;
}

/** The frame that `record` awaits. */
export function joinedChild(record: Record): Record | null {
  const { child } = record;
  return child !== null && (record.state & FLAGS.awaits) !== 0 && isJoinedTo(child, record) ? child : null;
}

/** Whether `child` still serves the frame that `record` awaits. */
export function isJoinedTo(child: Record, record: Record): boolean {
  return child.id !== 0 && child.parent === record && child.parentId === record.id && isJoined(child);
}

/** What few frames have, to be written. */
export function ownMore(record: Record): More {
  MORE.used = true;
  if (record.more === NOTHING_MORE) record.more = new More(0, 0);
  return record.more;
}
