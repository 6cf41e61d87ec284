import { AbortError, ChannelCapacityError, ChannelClosedError } from './errors.ts';
import { registry } from './registry/registry.ts';
import { type Waiter, WaitQueue } from './wait-queue.ts';

export interface OperationOptions {
  /** Ends the wait: the operation is rejected with an `AbortError`, and nothing was sent or received. */
  signal?: AbortSignal | undefined;
}

/** A value, or that there will be no more. */
export type Received<T> = IteratorResult<T, undefined>;

const ENDED = { done: true, value: undefined } as const;
const SEND = registry.waitNumber('chan send');
const RECEIVE = registry.waitNumber('chan receive');

/**
 * A channel, as Go has it: values go from senders to receivers, in order. With capacity 0 a sender waits until
 * its value is taken; with capacity n it waits only while n values are.
 *
 * `await using` closes it at the end of its scope.
 */
export class Channel<T> implements AsyncIterable<T>, AsyncDisposable {
  /** How many values it holds that no receiver waits for. */
  readonly capacity: number;
  readonly #values: T[] = [];
  /** Blocked senders, with what they send. */
  readonly #senders = new WaitQueue<void, T>();
  readonly #receivers = new WaitQueue<Received<T>, undefined>();
  #closed = false;

  constructor(capacity = 0) {
    if (!Number.isInteger(capacity) || capacity < 0) throw new ChannelCapacityError(capacity);
    this.capacity = capacity;
  }

  /** Values that wait in the buffer. */
  get length(): number {
    return this.#values.length;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Resolves once the value is taken or buffered. Rejected with a `ChannelClosedError` if the channel is closed, before or meanwhile. */
  send(value: T, { signal }: OperationOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(new AbortError('send', signal.reason));
    if (this.#closed) return Promise.reject(new ChannelClosedError('send'));
    if (this.trySend(value)) return Promise.resolve();
    return waiting(SEND, this.#senders.wait('send', value, signal, nothing));
  }

  /** Resolves to the next value, or to `undefined` once the channel is closed and empty. */
  receive({ signal }: OperationOptions = {}): Promise<T | undefined> {
    if (signal?.aborted) return Promise.reject(new AbortError('receive', signal.reason));
    const ready = this.tryReceive();
    if (ready !== null) return Promise.resolve(ready.value);
    return waiting(
      RECEIVE,
      this.#receivers.wait('receive', undefined, signal, ({ value }) => value),
    );
  }

  /**
   * No more values: receivers get what is left, then `undefined`; blocked senders are rejected with a `ChannelClosedError`.
   * Throws a `ChannelClosedError` if it is closed already.
   */
  close(): void {
    if (this.#closed) throw new ChannelClosedError('close');
    this.#closed = true;
    for (let waiter = this.#receivers.shift(); waiter; waiter = this.#receivers.shift()) waiter.resolve(ENDED);
    for (let waiter = this.#senders.shift(); waiter; waiter = this.#senders.shift())
      waiter.reject(new ChannelClosedError('send'));
  }

  /** Sends if that needs no wait. On a closed channel it does nothing. */
  trySend(value: T): boolean {
    if (this.#closed) return false;
    const receiver = this.#receivers.shift();
    if (receiver !== undefined) receiver.resolve({ done: false, value });
    else if (this.#values.length < this.capacity) this.#values.push(value);
    else return false;
    return true;
  }

  /** Receives if that needs no wait; null if it would. */
  tryReceive(): Received<T> | null {
    const sender = this.#senders.shift();
    if (sender !== undefined) {
      this.#values.push(sender.value);
      sender.resolve();
    }
    if (this.#values.length > 0) return { done: false, value: this.#values.shift() as T };
    return this.#closed ? ENDED : null;
  }

  /** For `select`: queues a waiter that other channels share. */
  queueSend(waiter: Waiter<void, T>): () => void {
    return this.#senders.add(waiter);
  }

  /** For `select`: queues a waiter that other channels share. */
  queueReceive(waiter: Waiter<Received<T>, undefined>): () => void {
    return this.#receivers.add(waiter);
  }

  /** The values, until the channel is closed and empty. Leaving the loop does not close it. */
  [Symbol.asyncIterator](): AsyncIterableIterator<T, undefined> {
    const next = (): Promise<Received<T>> => {
      const ready = this.tryReceive();
      if (ready !== null) return Promise.resolve(ready);
      return waiting(
        RECEIVE,
        this.#receivers.wait('receive', undefined, undefined, (received) => received),
      );
    };
    return { next, [Symbol.asyncIterator]: () => this[Symbol.asyncIterator]() };
  }

  /** Closes the channel, unless it is closed already. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#closed) this.close();
  }
}

/** The `await` that gets this promise shows the reason. */
function waiting<P>(reason: number, promise: Promise<P>): Promise<P> {
  registry.noteWait(promise, reason);
  return promise;
}

function nothing(): void {}
