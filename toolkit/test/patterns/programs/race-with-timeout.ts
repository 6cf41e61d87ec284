import { setTimeout as sleep } from 'node:timers/promises';
import { Channel, go } from 'taskscope';

// #region leaking
export async function leaking() {
  const result = new Channel<string>();
  go(async () => {
    await sleep(20);
    await result.send('too late'); // nobody waits any more
  });
  await Promise.race([result.receive({ signal: AbortSignal.timeout(5) }).catch(() => {}), sleep(5)]);
  return result;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const result = new Channel<string>(1); // late, it has a place
  go(async () => {
    await sleep(20);
    await result.send('too late');
  });
  await Promise.race([result.receive({ signal: AbortSignal.timeout(5) }).catch(() => {}), sleep(5)]);
  return result;
}
// #endregion healthy
