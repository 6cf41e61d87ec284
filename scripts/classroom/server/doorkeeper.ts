/** How many connections are open, of all and of one address: nobody can take all of them, and a room behind one router has enough. */
import { callerOf } from './caller.ts';

/** Of all: a room of a thousand has a stream and a request each. */
const MOST = 4000;
/** Of one address, or one network of IPv6: more than a whole room needs, and not all. */
const MOST_OF_ONE = 3000;

/** What is needed of a socket. */
interface Connection {
  remoteAddress?: string | undefined;
  on(event: 'close', listener: () => void): unknown;
  destroy(): unknown;
}

export class Doorkeeper {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #open = new Map<string, number>();
  #all = 0;

  constructor(most = MOST, mostOfOne = MOST_OF_ONE) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
  }

  /** Closes a connection that is one too many. */
  admit(socket: Connection): void {
    const caller = callerOf(socket.remoteAddress);
    const own = this.#open.get(caller) ?? 0;
    if (this.#all >= this.#most || own >= this.#mostOfOne) {
      socket.destroy();
      return;
    }
    this.#all++;
    this.#open.set(caller, own + 1);
    socket.on('close', () => {
      this.#all--;
      const left = (this.#open.get(caller) ?? 1) - 1;
      if (left === 0) this.#open.delete(caller);
      else this.#open.set(caller, left);
    });
  }
}
