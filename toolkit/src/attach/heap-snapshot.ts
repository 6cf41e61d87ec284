/** The heap snapshot of a thread, as it comes. */
import { z } from 'zod';
import { atRest } from './at-rest.ts';
import { ConnectionError } from './errors.ts';
import { TAKE_SNAPSHOT, type Thread } from './thread.ts';

const chunkSchema = z.object({ chunk: z.string() });

/**
 * Stops the thread while V8 writes, from now on, whether or not somebody reads. `patience`: milliseconds without a word, after which
 * it is given up: V8 goes on, and nothing can end that from outside. Throws a `ConnectionError`.
 */
export function takeHeapSnapshot(thread: Thread, patience: number): AsyncGenerator<Uint8Array, void, undefined> {
  const encoder = new TextEncoder();
  const waiting: Uint8Array[] = [];
  let wake = (): void => {};
  let ended = false;
  let failed: unknown = null;
  thread.on('HeapProfiler.addHeapSnapshotChunk', (params) => {
    const { data } = chunkSchema.safeParse(params);
    if (data !== undefined) waiting.push(encoder.encode(data.chunk));
    wake();
  });
  atRest(thread, () => thread.call(TAKE_SNAPSHOT, { reportProgress: false }, null))
    .catch((error: unknown) => {
      failed = error;
    })
    .finally(() => {
      ended = true;
      wake();
    });
  const word = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = (): void =>
        reject(new ConnectionError(`no word of its heap snapshot for ${Math.round(patience / 1000)} s`));
      const timer = setTimeout(late, patience);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) {
      const chunk = waiting.shift();
      if (chunk !== undefined) yield chunk;
      else if (failed !== null) throw failed;
      else if (ended) return;
      else await word();
    }
  }
  return chunks();
}
