/**
 * What closes the inspector from within the process. Closed while a session is there, or is being taken down, Node was seen to die of
 * it; so it waits until the process itself has no connection to whoever armed it any more, however that one has left, and for some
 * turns of its event loop more. A turn is counted, and not the time: while a snapshot stops the loop, or a busy program, nothing runs out.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from './session.ts';
import type { Connection } from './sockets.ts';
import { builtin } from './thread.ts';

/** Milliseconds between two turns that are counted. */
const TURN = 50;
/** Where the process does not see its connections, in a file system without `/proc`: turns for a command to say again that it is there. */
const ALIVE_TURNS = 600;
/** Turns between the end of the connection and that of the inspector: time for Node to take the session down, on a busy machine as well. */
const GOODBYE_TURNS = 10;
/** Milliseconds between two words that it is there; and for the last one to be heard. */
const AGAIN = 5000;
const HEARD = 1000;

/** Gives a function that sets how many turns are left. It holds no name in the program, and does not keep it alive. */
const switchFor = (connections: readonly Connection[]): string => `(() => {
  const inspector = ${builtin('inspector')};
  const { readlinkSync } = ${builtin('fs')};
  const { setInterval, clearInterval } = ${builtin('timers')};
  const url = inspector.url();
  const isThere = ({ link, leadsTo }) => {
    try {
      return readlinkSync(link) === leadsTo;
    } catch {
      return false;
    }
  };
  const isConnected = () => ${JSON.stringify(connections)}.some(isThere);
  let left = ${ALIVE_TURNS};
  let there = isConnected();
  const timer = setInterval(() => {
    const before = there;
    there = isConnected();
    if (there) return;
    if (before) left = Math.min(left, ${GOODBYE_TURNS});
    if (--left > 0) return;
    clearInterval(timer);
    if (inspector.url() === url) inspector.close();
  }, ${TURN});
  timer.unref();
  return (turns) => { left = turns; };
})()`;

export class DeadMansSwitch {
  readonly #session: Session;
  readonly #handle: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(session: Session, handle: string) {
    this.#session = session;
    this.#handle = handle;
    this.#timer = setInterval(() => {
      // While the process does not answer, nothing runs out there either.
      this.#set(ALIVE_TURNS).catch(() => {});
    }, AGAIN);
    this.#timer.unref();
  }

  /** `connections`: of the process, to us among others. Rejected with a `ConnectionError`, and then the session is over. */
  static async arm(session: Session, connections: readonly Connection[]): Promise<DeadMansSwitch> {
    try {
      return new DeadMansSwitch(session, await session.thread.handle(switchFor(connections)));
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  /** Leaves, and lets the process close its inspector. `isHeld`: see `Session.end`. */
  async leave(isHeld = false): Promise<void> {
    clearInterval(this.#timer);
    // Not awaited where it is busy: the process hears in order.
    const said = this.#set(GOODBYE_TURNS).catch(() => {});
    await Promise.race([said, wait(HEARD, undefined, { ref: false })]);
    await this.#session.end(isHeld);
  }

  async #set(turns: number): Promise<void> {
    await this.#session.thread.call(
      'Runtime.callFunctionOn',
      {
        objectId: this.#handle,
        functionDeclaration: 'function (turns) { this(turns); }',
        arguments: [{ value: turns }],
      },
      null,
    );
  }
}
