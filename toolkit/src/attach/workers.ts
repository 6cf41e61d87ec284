/** The worker threads of a process, each asked by way of its main thread. */
import { z } from 'zod';
import { Thread } from './thread.ts';

export interface Worker {
  /** Its number in the process, as `threadId` of `node:worker_threads`. */
  id: number;
  /** The file that it runs, or what its text says of it. */
  name: string;
  thread: Thread;
}

const attachedSchema = z.object({
  sessionId: z.string(),
  workerInfo: z.object({ workerId: z.string(), title: z.string(), url: z.string() }),
});
const receivedSchema = z.object({ sessionId: z.string(), message: z.string() });
const detachedSchema = z.object({ sessionId: z.string() });

/** `ask` is given those that run now; they are let go after it. */
export async function withWorkers(main: Thread, ask: (workers: readonly Worker[]) => Promise<void>): Promise<void> {
  const workers = new Map<string, Worker>();
  main.on('NodeWorker.attachedToWorker', (params) => {
    const { data } = attachedSchema.safeParse(params);
    if (data !== undefined) workers.set(data.sessionId, workerOf(main, data));
  });
  main.on('NodeWorker.receivedMessageFromWorker', (params) => {
    const { data } = receivedSchema.safeParse(params);
    if (data !== undefined) workers.get(data.sessionId)?.thread.hear(data.message);
  });
  main.on('NodeWorker.detachedFromWorker', (params) => {
    const { data } = detachedSchema.safeParse(params);
    if (data !== undefined) workers.get(data.sessionId)?.thread.end();
  });
  await main.call('NodeWorker.enable', { waitForDebuggerOnStart: false });
  try {
    await ask([...workers.values()]);
  } finally {
    if (!main.ended) await main.call('NodeWorker.disable');
  }
}

function workerOf(main: Thread, { sessionId, workerInfo }: z.infer<typeof attachedSchema>): Worker {
  const { workerId, title, url } = workerInfo;
  return {
    id: Number(/\d+/.exec(title)?.[0] ?? workerId),
    name: url === '' ? title : url,
    thread: new Thread((message) => {
      // That it could not be sent is heard of as the end of the worker, or as its silence.
      main.call('NodeWorker.sendMessageToWorker', { sessionId, message }, null).catch(() => {});
    }),
  };
}
