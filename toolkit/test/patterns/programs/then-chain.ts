import { Channel } from 'taskscope';

// #region leaking
export async function leaking() {
  const results = new Channel<number>();
  results.send(1).then(() => 'sent'); // no async function, so no task
  return results;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const results = new Channel<number>(1);
  results.send(1).then(() => 'sent');
  return results;
}
// #endregion healthy
