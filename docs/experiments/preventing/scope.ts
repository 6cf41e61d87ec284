/** A function that ends what it has started, on each way on which it can be left. */
import { go } from 'taskscope';
import { ask, silent } from './sources.ts';

async function follow(signal?: AbortSignal): Promise<void> {
  for (;;) await silent(signal);
}

// #region leaky
export async function leaky(): Promise<string> {
  void follow();
  return ask('database');
}
// #endregion

// #region scope
/** Tasks that end with the block in which this stands, at the latest. */
class Tasks implements AsyncDisposable {
  readonly #end = new AbortController();
  readonly #started: Promise<unknown>[] = [];

  start(work: (signal: AbortSignal) => Promise<unknown>): void {
    const { signal } = this.#end;
    const task = go(() => work(signal));
    // That it was told to end is no error; any other is for the block's end.
    this.#started.push(task.catch((error) => (signal.aborted ? undefined : Promise.reject(error))));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#started);
  }
}
// #endregion

// #region healthy
export async function healthy(): Promise<string> {
  await using tasks = new Tasks();
  tasks.start((signal) => follow(signal));
  return await ask('database');
}
// #endregion
