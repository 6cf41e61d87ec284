import { Condition, go, Mutex } from 'taskscope';

// #region leaking
export async function leaking() {
  const queue: number[] = [];
  const changed = new Condition(new Mutex());
  go(async () => {
    await changed.mutex.lock();
    while (queue.length === 0) await changed.wait(); // sleeps through the change
    changed.mutex.unlock();
  });
  await changed.mutex.withLock(() => queue.push(1));
  return changed;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const queue: number[] = [];
  const changed = new Condition(new Mutex());
  go(async () => {
    await changed.mutex.lock();
    while (queue.length === 0) await changed.wait();
    changed.mutex.unlock();
  });
  await changed.mutex.withLock(() => {
    queue.push(1);
    changed.signal();
  });
  return changed;
}
// #endregion healthy
