/**
 * What closes the inspector from within the process. Closed while a session is being taken down, Node was seen to die of it; so the
 * one who closes leaves first, and the process closes by itself, some turns of its event loop later. A turn is counted, and not
 * the time: while a snapshot stops the loop, or a busy program, nothing runs out.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from './session.ts';
import { builtin } from './thread.ts';

/** Milliseconds between two turns that are counted. */
const TURN = 50;
/** Turns for a command to say again that it is there: half a minute, in a loop that goes round. */
const ALIVE_TURNS = 600;
/** Turns between goodbye and the end: time for Node to take the session down, on a busy machine as well. */
const GOODBYE_TURNS = 10;
/** Milliseconds between two words that it is there; and for the last one to be heard. */
const AGAIN = 5000;
const HEARD = 1000;

/** Gives a function that sets how many turns are left. It holds no name in the program, and does not keep it alive. */
const SWITCH = `(() => {
  const inspector = ${builtin('inspector')};
  const url = inspector.url();
  let left = ${ALIVE_TURNS};
  const { setInterval, clearInterval } = ${builtin('timers')};
  const timer = setInterval(() => {
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

  /** Rejected with a `ConnectionError`, and then the session is over. */
  static async arm(session: Session): Promise<DeadMansSwitch> {
    try {
      return new DeadMansSwitch(session, await session.thread.handle(SWITCH));
    } catch (error) {
      await session.end();
      throw error;
    }
  }

  /** Leaves, and lets the process close its inspector. `onSaid` is called once that is on its way. */
  async leave(onSaid: () => void = () => {}): Promise<void> {
    clearInterval(this.#timer);
    // Not awaited where it is busy: the process hears in order.
    const said = this.#set(GOODBYE_TURNS).catch(() => {});
    onSaid();
    await Promise.race([said, wait(HEARD, undefined, { ref: false })]);
    await this.#session.end();
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
