/** Two sources, the faster answer: the other task is told, at everything that it waits for. */
import { Channel, go } from 'taskscope';
import { ask } from './sources.ts';

// #region leaky
export async function leaky(): Promise<string | undefined> {
  const answers = new Channel<string>();
  const enough = new AbortController();
  const { signal } = enough;
  for (const source of ['cache', 'database']) {
    go(async () => {
      const answer = await ask(source, signal);
      await answers.send(answer);
    });
  }
  const answer = await answers.receive();
  enough.abort();
  return answer;
}
// #endregion

// #region healthy
export async function healthy(): Promise<string | undefined> {
  const answers = new Channel<string>();
  const enough = new AbortController();
  const { signal } = enough;
  for (const source of ['cache', 'database']) {
    go(async () => {
      try {
        const answer = await ask(source, signal);
        await answers.send(answer, { signal });
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    });
  }
  const answer = await answers.receive();
  enough.abort();
  return answer;
}
// #endregion
