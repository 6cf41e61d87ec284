/** One thread of a process, asked in the Chrome DevTools Protocol, whatever carries the words. */
import { z } from 'zod';
import { ConnectionError } from './errors.ts';

/** Anybody may stand at the other end: what it tells is looked at before it is used. */
const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional(), objectId: z.string().optional() }),
  exceptionDetails: z.unknown().optional(),
});

interface Pending {
  method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** While it is answered, the connection must not end: see `connection.ts`. */
export const TAKE_SNAPSHOT = 'HeapProfiler.takeHeapSnapshot';

/** Milliseconds: a loop that never awaits is interrupted for an answer, a call into C++ is not. */
const PATIENCE = 10_000;
const ENDED = 'the connection has ended';

export class Thread {
  readonly #send: (text: string) => void;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, (params: unknown) => void>();
  #last = 0;
  #ended = false;

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether it was asked for that, and has not answered. */
  owes(method: string): boolean {
    return [...this.#pending.values()].some((pending) => pending.method === method);
  }

  /** One listener for each event; the last. */
  on(method: string, listener: (params: unknown) => void): void {
    this.#listeners.set(method, listener);
  }

  /** Messages are heard there in order. `patience`: milliseconds for the answer; null: as long as it takes. Rejected with a `ConnectionError`. */
  call(method: string, params: object = {}, patience: number | null = PATIENCE): Promise<unknown> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(new ConnectionError(ENDED));
      const late = (): void => this.#settle(id)?.reject(new ConnectionError('it does not answer'));
      const timer = patience === null ? undefined : setTimeout(late, patience);
      this.#pending.set(id, {
        method,
        resolve(result) {
          clearTimeout(timer);
          resolve(result);
        },
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#send(JSON.stringify({ id, method, params }));
    });
  }

  /** The value of an expression there. Rejected with a `ConnectionError`. */
  async evaluate(expression: string): Promise<unknown> {
    return (await this.#evaluate(expression, { returnByValue: true })).value;
  }

  /** Once a promise there is settled: in a loop without an end it never is. Rejected with a `ConnectionError`. */
  async settled(expression: string): Promise<void> {
    await this.#evaluate(expression, { awaitPromise: true }, null);
  }

  /** The handle of an object that an expression makes there; it is let go with the session. */
  async handle(expression: string): Promise<string> {
    const { objectId } = await this.#evaluate(expression, {});
    if (objectId === undefined) throw new ConnectionError('it answers, but not as Node does');
    return objectId;
  }

  /** False where it is no message. */
  hear(text: string): boolean {
    const message = read(text);
    if (message === null) return false;
    const { id, method, params, result, error } = message;
    if (method !== undefined) this.#listeners.get(method)?.(params);
    const asked = id === undefined ? undefined : this.#settle(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new ConnectionError(error.message));
    return true;
  }

  /** Nothing is heard any more. */
  end(): void {
    this.#ended = true;
    for (const { reject } of this.#pending.values()) reject(new ConnectionError(ENDED));
    this.#pending.clear();
  }

  /** With the words of Node's own console: `require` is there, whatever the program has made of its globals. */
  async #evaluate(
    expression: string,
    how: object,
    patience: number | null = PATIENCE,
  ): Promise<{ value?: unknown; objectId?: string | undefined }> {
    const params = { expression, includeCommandLineAPI: true, ...how };
    const { data } = evaluatedSchema.safeParse(await this.call('Runtime.evaluate', params, patience));
    if (data === undefined || data.exceptionDetails !== undefined) {
      throw new ConnectionError('it answers, but not as Node does');
    }
    return data.result;
  }

  #settle(id: number): Pending | undefined {
    const asked = this.#pending.get(id);
    this.#pending.delete(id);
    return asked;
  }
}

/** An expression for a module of Node's. A hook for `require` that the program has is not run where there is another way. */
export function builtin(name: string): string {
  return `(globalThis.process?.getBuiltinModule ?? require)('node:${name}')`;
}

/** Null where it is no message. */
function read(text: string): z.infer<typeof messageSchema> | null {
  try {
    return messageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
