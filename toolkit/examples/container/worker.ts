/** A worker in a container: process 1, which no signal ends that it does not handle. */
import { setTimeout as sleep } from 'node:timers/promises';

// #region stop
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());

async function work(): Promise<void> {
  while (!stop.signal.aborted) await sleep(1000, undefined, stop).catch(() => {});
}

await work();
// #endregion
console.log('stopped');
