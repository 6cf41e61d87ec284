import { go, Mutex } from 'taskscope';

const parse = (text: string): unknown => JSON.parse(text);

// #region leaking
export async function leaking() {
  const mutex = new Mutex();
  for (const text of ['{', '{}']) {
    go(async () => {
      await mutex.lock();
      parse(text); // throws, the first time
      mutex.unlock();
    }).catch(() => {});
  }
  return mutex;
}
// #endregion leaking

// #region healthy
export async function healthy() {
  const mutex = new Mutex();
  for (const text of ['{', '{}']) {
    go(() => mutex.withLock(() => parse(text))).catch(() => {});
  }
  return mutex;
}
// #endregion healthy
