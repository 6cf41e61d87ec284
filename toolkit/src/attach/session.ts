/** A session with the inspector of a process, over the WebSocket that Node has. */
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { connectionOf } from './connection.ts';
import { ConnectionError } from './errors.ts';
import { TAKE_SNAPSHOT, Thread } from './thread.ts';

// Node loads it when it is first named: with this file, and not once somebody waits.
const { WebSocket } = globalThis;

/** Milliseconds for the other end to be there. */
const PATIENCE = 10_000;
/** Milliseconds for the other end to say goodbye: one that was stopped never does. */
const GOODBYE = 3000;

export class Session {
  /** The main one. */
  readonly thread: Thread;
  readonly #socket: WebSocket;
  #connection: Socket | null = null;
  readonly #ended: Promise<void>;

  private constructor(socket: WebSocket) {
    const thread = new Thread((text) => socket.send(text));
    this.thread = thread;
    this.#socket = socket;
    this.#ended = new Promise((resolve) => {
      socket.addEventListener('close', () => {
        thread.end();
        resolve();
      });
    });
    socket.addEventListener('message', ({ data }) => {
      if (!thread.hear(String(data))) socket.close();
    });
  }

  /** What it goes by; null where Node does not tell. */
  get connection(): Socket | null {
    return this.#connection;
  }

  /** Rejected with a `ConnectionError`. */
  static async connect(url: string): Promise<Session> {
    const [session, connection] = await connectionOf(new URL(url).host, () => Session.#open(url));
    session.#connection = connection;
    return session;
  }

  static #open(url: string): Promise<Session> {
    const socket = new WebSocket(url);
    const session = new Session(socket);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        socket.close();
        reject(new ConnectionError('its inspector does not answer'));
      }, PATIENCE);
      socket.addEventListener('open', () => {
        clearTimeout(timer);
        resolve(session);
      });
      socket.addEventListener('error', () => {
        clearTimeout(timer);
        reject(new ConnectionError('its inspector refuses the connection'));
      });
    });
  }

  /**
   * Says goodbye, and waits for the other end: what was asked before is heard there before. `isHeld`: the guardian has the connection as
   * well, and lets it go once the snapshot is written that we don't wait for any more.
   */
  async end(isHeld = false): Promise<void> {
    if (isHeld && this.thread.owes(TAKE_SNAPSHOT)) this.#connection?.destroy();
    else this.#socket.close();
    await Promise.race([this.#ended, wait(GOODBYE, undefined, { ref: false })]);
  }
}
