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
  /** Site of the `await` it is suspended at; 0 while it runs, negative while a generator is parked at a `yield`. */
  at = 0;
  /** Number of the wait reason. */
  wait = 0;
  /** Number of the labels, see `labels.ts`. */
  labels = 0;
  /** Number of the name given to `go()`, 0 for none. */
  name = 0;
  /** Number of the leak test's scope that it was started in, see `scopes.ts`; 0 for none. */
  scope = 0;
  /** Clock tick at which it was suspended last. */
  since = 0;
  /** 1 where the caller directly awaits, or returns, this very call. */
  joined = 0;
  /** 1 where the frame has returned a promise that is still pending. */
  held = 0;
  /** The frame that called this one, as long as `parent.id` is still `parentId`. */
  parent: Record;
  parentId = 0;
  parentSite = 0;
  /** Whose turn it is again when this frame hands control back. */
  caller: Record;
  /** The frame that this one awaits, as long as `child.id` is still `childId`. */
  child: Record | null = null;
  childId = 0;
  /** The call that this frame returned without awaiting it, and that takes its place. */
  tail: Record | null = null;

  constructor(root?: Record) {
    this.parent = root ?? this;
    this.caller = root ?? this;
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
