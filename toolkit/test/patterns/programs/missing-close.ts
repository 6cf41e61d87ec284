import { Channel, go } from 'taskscope';

// #region leaking
export async function leaking() {
  const jobs = new Channel<number>();
  go(async () => {
    for await (const _job of jobs); // waits for the job after the last
  });
  for (const job of [1, 2, 3]) await jobs.send(job);
  return jobs;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const jobs = new Channel<number>();
  go(async () => {
    for await (const _job of jobs);
  });
  for (const job of [1, 2, 3]) await jobs.send(job);
  jobs.close(); // whoever sends closes
  return jobs;
}
// #endregion healthy
