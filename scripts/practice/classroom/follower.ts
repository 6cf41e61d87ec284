/** Follows the room as long as a watch is open: its stream, again after each break, and what has to be sent meanwhile. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '../../classroom/protocol/learner.ts';
import { rooms } from './ask.ts';
import { type Delivery, deliver, undelivered } from './courier.ts';
import type { Membership } from './folder.ts';
import type { Outbox } from './outbox.ts';

/** Milliseconds before another try: the first, and the longest. A room that comes back comes at different moments. */
const FIRST = 1000;
const LONGEST = 20_000;
/** Minutes that are left are shown, so they are counted. */
const MINUTE = 15_000;

interface Listener {
  onRoom(room: Room): void;
  onTrouble(trouble: string): void;
  onOver(delivery: Extract<Delivery, { kind: 'over' }>): void;
  /** After each of the others, and now and then. */
  onChange(): void;
}

export class Follower {
  readonly #membership: Membership;
  readonly #outbox: Outbox;
  readonly #listener: Listener;
  readonly #closing = new AbortController();
  #sending = false;
  #again = false;
  #retry: NodeJS.Timeout | null = null;
  #wait = FIRST;

  constructor(membership: Membership, outbox: Outbox, listener: Listener) {
    this.#membership = membership;
    this.#outbox = outbox;
    this.#listener = listener;
  }

  close(): void {
    this.#closing.abort();
    if (this.#retry !== null) clearTimeout(this.#retry);
  }

  /** Something waits to be sent. */
  wake(): void {
    this.#listener.onChange();
    void this.#flush();
  }

  /** Until it is closed, or over. Never throws. */
  async run(): Promise<void> {
    const { signal } = this.#closing;
    const minute = setInterval(() => this.#listener.onChange(), MINUTE);
    signal.addEventListener('abort', () => clearInterval(minute));
    while (!signal.aborted) {
      await this.#stream();
      await sleep(this.#wait * (0.5 + Math.random()), undefined, { signal }).catch(() => {});
      this.#wait = Math.min(this.#wait * 2, LONGEST);
    }
  }

  async #stream(): Promise<void> {
    const { url, token } = this.#membership;
    try {
      for await (const room of rooms({ url, path: '/api/learner/stream', token, signal: this.#closing.signal })) {
        this.#wait = FIRST;
        this.#listener.onRoom(room);
        this.#listener.onChange();
        // It is there again: what waits can go.
        if (!this.#outbox.empty) void this.#flush();
      }
    } catch (error) {
      if (!this.#closing.signal.aborted) this.#settled(undelivered(error));
    }
  }

  /** One at a time. What fails is tried again with the stream, which breaks, too, or at the moment that was asked for. */
  async #flush(): Promise<void> {
    if (this.#sending) {
      this.#again = true;
      return;
    }
    this.#sending = true;
    do {
      this.#again = false;
      const delivery = await deliver(this.#membership, this.#outbox, this.#closing.signal);
      if (this.#closing.signal.aborted) break;
      this.#settled(delivery);
      if (delivery.kind === 'later') this.#later(delivery.afterMs ?? this.#wait);
    } while (this.#again);
    this.#sending = false;
  }

  #later(ms: number): void {
    this.#retry ??= setTimeout(
      () => {
        this.#retry = null;
        void this.#flush();
      },
      ms * (1 + Math.random() / 2),
    );
  }

  #settled(delivery: Delivery): void {
    if (delivery.kind === 'delivered') this.#listener.onRoom(delivery.room);
    else if (delivery.kind === 'later') this.#listener.onTrouble(delivery.reason);
    else {
      this.#listener.onOver(delivery);
      this.close();
    }
    this.#listener.onChange();
  }
}
