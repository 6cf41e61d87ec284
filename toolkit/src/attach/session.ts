/** A session with the inspector of a process: the Chrome DevTools Protocol, over the WebSocket that Node has. */
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { ConnectionError } from './errors.ts';

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** Anybody may stand at the other end: what it tells is looked at before it is used. */
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional(), objectId: z.string().optional() }),
  exceptionDetails: z.unknown().optional(),
});

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Milliseconds: a loop that never awaits is interrupted for an answer, a call into C++ is not. */
const PATIENCE = 10_000;
/** Milliseconds for the other end to say goodbye: one that was stopped never does. */
const GOODBYE = 3000;

/** Null where it is none of an inspector. */
function read(text: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export class Session {
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, (params: unknown) => void>();
  readonly #ended: Promise<void>;
  #last = 0;
  #open = true;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#ended = new Promise((resolve) => {
      socket.addEventListener('close', () => {
        this.#open = false;
        for (const { reject } of this.#pending.values()) reject(new ConnectionError('the connection has ended'));
        this.#pending.clear();
        resolve();
      });
    });
    socket.addEventListener('message', ({ data }) => this.#hear(String(data)));
  }

  /** Rejected with an `ConnectionError`. */
  static connect(url: string): Promise<Session> {
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

  get open(): boolean {
    return this.#open;
  }

  /** Once it is over, whoever has ended it. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  on(method: string, listener: (params: unknown) => void): void {
    this.#listeners.set(method, listener);
  }

  /** `patience`: milliseconds for the answer; null: as long as it takes. Rejected with an `ConnectionError`. */
  call(method: string, params: object = {}, patience: number | null = PATIENCE): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (!this.#open) return reject(new ConnectionError('the connection has ended'));
      const timer =
        patience === null
          ? undefined
          : setTimeout(() => this.#settle(id)?.reject(new ConnectionError('it does not answer')), patience);
      this.#pending.set(id, {
        resolve(result) {
          clearTimeout(timer);
          resolve(result);
        },
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** The value of an expression in the process. */
  async evaluate(expression: string): Promise<unknown> {
    return (await this.#evaluate(expression, true)).value;
  }

  /** The handle of an object that an expression makes there; it is let go with the session. */
  async handle(expression: string): Promise<string> {
    const { objectId } = await this.#evaluate(expression, false);
    if (objectId === undefined) throw new ConnectionError('it answers, but not as Node does');
    return objectId;
  }

  /** Says goodbye, and waits for the other end: what was asked before is heard there before. */
  async end(): Promise<void> {
    this.#socket.close();
    await Promise.race([this.#ended, wait(GOODBYE, undefined, { ref: false })]);
  }

  async #evaluate(
    expression: string,
    returnByValue: boolean,
  ): Promise<{ value: unknown; objectId?: string | undefined }> {
    const answer = evaluatedSchema.parse(await this.call('Runtime.evaluate', { expression, returnByValue }));
    if (answer.exceptionDetails !== undefined) throw new ConnectionError('it answers, but not as Node does');
    return { value: answer.result.value, objectId: answer.result.objectId };
  }

  #hear(text: string): void {
    const message = read(text);
    if (message === null) return this.#socket.close();
    const { id, method, params, result, error } = message;
    if (method !== undefined) this.#listeners.get(method)?.(params);
    if (id === undefined) return;
    const asked = this.#settle(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new ConnectionError(error.message));
  }

  #settle(id: number): Pending | undefined {
    const asked = this.#pending.get(id);
    this.#pending.delete(id);
    return asked;
  }
}
