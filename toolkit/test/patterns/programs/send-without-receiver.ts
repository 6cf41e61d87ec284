import { Channel, go } from 'taskscope';

// #region leaking
export async function leaking() {
  const results = new Channel<number>();
  go(async () => {
    await results.send(1); // nobody receives
  });
  return results;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const results = new Channel<number>(1); // a place for the value, whoever comes for it
  go(async () => {
    await results.send(1);
  });
  return results;
}
// #endregion healthy
