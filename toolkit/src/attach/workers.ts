/** The worker threads of a process, each asked by way of the session with its main thread. */
import { z } from 'zod';
import { ConnectionError } from './errors.ts';
import type { Thread } from './heap-snapshot.ts';
import type { Session } from './session.ts';

export interface Worker extends Thread {
  /** Its number in the process, as `threadId` of `node:worker_threads`. */
  thread: number;
  /** The file that it runs, or what its text says of it. */
  name: string;
}

const attachedSchema = z.object({
  sessionId: z.string(),
  workerInfo: z.object({ workerId: z.string(), title: z.string(), url: z.string() }),
});
const receivedSchema = z.object({ sessionId: z.string(), message: z.string() });
const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});

/** `ask` is given those that run now; they are let go after it. */
export async function withWorkers(session: Session, ask: (workers: readonly Worker[]) => Promise<void>): Promise<void> {
  const lines = new Map<string, Line>();
  session.on('NodeWorker.attachedToWorker', (params) => {
    const { data } = attachedSchema.safeParse(params);
    if (data !== undefined) lines.set(data.sessionId, new Line(session, data.sessionId, data.workerInfo));
  });
  session.on('NodeWorker.receivedMessageFromWorker', (params) => {
    const { data } = receivedSchema.safeParse(params);
    if (data !== undefined) lines.get(data.sessionId)?.hear(data.message);
  });
  session.on('NodeWorker.detachedFromWorker', (params) => {
    const { data } = z.object({ sessionId: z.string() }).safeParse(params);
    if (data !== undefined) lines.get(data.sessionId)?.end();
  });
  await session.call('NodeWorker.enable', { waitForDebuggerOnStart: false });
  try {
    await ask([...lines.values()]);
  } finally {
    if (session.open) await session.call('NodeWorker.disable');
  }
}

class Line implements Worker {
  readonly thread: number;
  readonly name: string;
  readonly #session: Session;
  readonly #id: string;
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #listeners = new Map<string, (params: unknown) => void>();
  #last = 0;

  constructor(session: Session, id: string, info: z.infer<typeof attachedSchema>['workerInfo']) {
    this.#session = session;
    this.#id = id;
    this.thread = Number(/\d+/.exec(info.title)?.[0] ?? info.workerId);
    this.name = info.url === '' ? info.title : info.url;
  }

  on(method: string, listener: (params: unknown) => void): void {
    this.#listeners.set(method, listener);
  }

  /** A worker that has ended answers nothing; the `patience` is the asker's. */
  async call(method: string, params: object): Promise<unknown> {
    const id = ++this.#last;
    const answer = Promise.withResolvers<unknown>();
    this.#pending.set(id, answer);
    // Whoever waits for the answer hears of it; where the message could not be sent, of that.
    answer.promise.catch(() => {});
    await this.#session.call('NodeWorker.sendMessageToWorker', {
      sessionId: this.#id,
      message: JSON.stringify({ id, method, params }),
    });
    return answer.promise;
  }

  end(): void {
    for (const { reject } of this.#pending.values()) reject(new ConnectionError('it has ended'));
    this.#pending.clear();
  }

  hear(text: string): void {
    const { data } = messageSchema.safeParse(parsed(text));
    if (data === undefined) return;
    if (data.method !== undefined) this.#listeners.get(data.method)?.(data.params);
    const asked = data.id === undefined ? undefined : this.#pending.get(data.id);
    if (data.error === undefined) asked?.resolve(data.result);
    else asked?.reject(new ConnectionError(data.error.message));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
