import { setTimeout as sleep } from 'node:timers/promises';
import { Channel, go } from 'taskscope';

// #region leaking
export async function leaking() {
  const result = new Channel<string>();
  go(async () => {
    await sleep(100);
    await result.send('too late'); // nobody waits any more
  });
  const giveUp = new AbortController();
  await Promise.race([result.receive({ signal: giveUp.signal }).catch(() => {}), sleep(5)]);
  giveUp.abort();
  return result;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const result = new Channel<string>(1); // late, it has a place
  go(async () => {
    await sleep(100);
    await result.send('too late');
  });
  const giveUp = new AbortController();
  await Promise.race([result.receive({ signal: giveUp.signal }).catch(() => {}), sleep(5)]);
  giveUp.abort();
  return result;
}
// #endregion healthy
