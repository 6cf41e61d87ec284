import { Channel, go } from 'taskscope';

const isAllowed = (): boolean => false;

// #region leaking
export async function leaking() {
  const results = new Channel<string>();
  go(async () => {
    await results.send('found');
  });
  if (!isAllowed()) return results; // before it has received
  await results.receive();
  return results;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const results = new Channel<string>();
  if (!isAllowed()) return results; // before anything is started
  go(async () => {
    await results.send('found');
  });
  await results.receive();
  return results;
}
// #endregion healthy
