import { Channel, go, select } from 'taskscope';

// #region leaking
export async function leaking() {
  const jobs = new Channel<number>();
  const stop = new Channel<true>();
  go(async () => {
    await select<unknown>([{ receive: jobs }, { receive: stop }]); // takes the only stop there is
    await select<unknown>([{ receive: jobs }, { receive: stop }]); // and forgets that it was told
  });
  await stop.send(true);
  return { jobs, stop };
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const jobs = new Channel<number>();
  const stop = new Channel<true>();
  go(async () => {
    await select<unknown>([{ receive: jobs }, { receive: stop }]);
    await select<unknown>([{ receive: jobs }, { receive: stop }]);
  });
  stop.close(); // tells everybody, however often they ask
  return { jobs, stop };
}
// #endregion healthy
