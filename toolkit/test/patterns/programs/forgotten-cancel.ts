import { setTimeout as sleep } from 'node:timers/promises';
import { go } from 'taskscope';

async function poll(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await sleep(5, undefined, { ref: false });
}

// #region leaking
export async function leaking() {
  const controller = new AbortController();
  go(() => poll(controller.signal)); // nobody aborts it: its timer wakes it for ever
  await sleep(10);
  return controller;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const controller = new AbortController();
  try {
    go(() => poll(controller.signal));
    await sleep(10);
  } finally {
    controller.abort();
  }
  return controller;
}
// #endregion healthy
